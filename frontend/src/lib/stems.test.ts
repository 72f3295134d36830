// Words with what SQLite 3.40's FTS5 makes of them (porter unicode61 remove_diacritics 2), made by SQLite itself.
import assert from "node:assert/strict";
import test from "node:test";
import { phrases } from "./stems";

const made = `
shelling>shell shelled>shell shells>shell shell>shell attacks>attack attacked>attack attacking>attack
attack's>attack+s killed>kill killing>kill kills>kill dead>dead deaths>death die>die died>di dying>dy injured>injur
injuries>injuri injury>injuri wounded>wound operations>oper operational>oper operation>oper organisation>organis
organisations>organis organised>organis organizing>organ relational>relat conditional>condit rational>ration
valency>valenc hesitancy>hesit digitizer>digit conformably>conform radically>radic differently>differ vilely>vile
analogously>analog vietnamization>vietnam predication>predic operator>oper feudalism>feudal decisiveness>decis
hopefulness>hope callousness>callous formality>formal sensitivity>sensit sensibility>sensibl triplicate>triplic
formative>form formalize>formal electricity>electr electrical>electr hopeful>hope goodness>good revival>reviv
allowance>allow inference>infer airliner>airlin gyroscopic>gyroscop adjustable>adjust defensible>defens irritant>irrit
replacement>replac adjustment>adjust dependent>depend adoption>adopt homologous>homolog communism>commun
activate>activ angularity>angular effective>effect bowdlerize>bowdler probate>probat rate>rate cease>ceas
controlling>control roll>roll caresses>caress ponies>poni ties>ti caress>caress cats>cat feed>feed agreed>agre
bled>bled plastered>plaster motoring>motor sing>sing conflated>conflat troubled>troubl sized>size hopping>hop
tanned>tan falling>fall hissing>hiss fizzed>fizz failing>fail filing>file happy>happi sky>sky y>y by>by yes>ye as>as
is>is us>us gas>ga bus>bu this>thi has>ha was>wa running>run relies>reli relied>reli reached>reach seized>seiz
seizing>seiz freed>freed bodies>bodi cities>citi city>citi armies>armi army>armi villages>villag village>villag
families>famili missile>missil missiles>missil drones>drone troops>troop civilians>civilian government>govern
governments>govern ministry>ministri ministries>ministri spokesman>spokesman russian>russian ukrainian>ukrainian
ukraine's>ukrain+s donetsk>donetsk vuhledar>vuhledar zaporizhzhia>zaporizhzhia kharkiv>kharkiv generally>gener
logical>logic logically>logic archaeology>archaeolog geologi>geologi possibly>possibl ably>abli bli>bli singly>singli
national>nation nationally>nation traditional>tradit sensational>sensat creation>creation creator>creator create>creat
created>creat axes>ax axis>axi buses>buse passed>pass passes>pass pass>pass bosses>boss ss>ss sss>sss eed>e ed>ed
ing>ing bed>bed bing>bing exceed>exce exceeded>exceed proceed>proce speed>speed need>need needed>need café>cafe
Café>cafe ÉCOLE>ecol naïve>naiv São>sao Tomé>tome Dvořák>dvorak Ångström>angstrom İstanbul>istanbul straße>straß
Харків>харків Йосип>йосип донецьк>донецьк київ>київ українські>українські اليمن>اليمن 東京>東京 2023>2023 12th>12th
3rd>3rd a1b2>a1b2 über>uber Ōsaka>osaka ngữ>ngu Nguyễn>nguyen Łódź>łodz Đông>đong crème_brûlée>creme+brule
foo_bar>foo+bar x_>x __> ﬁne>ﬁne Ⅷ>ⅷ ½>½ isn't>isn+t O'Neil>o+neil co-operate>co+oper
`;

test("a word is put as the record's index has it", () => {
  for (const pair of made.trim().split(/\s+/u)) {
    const [word = "", terms = ""] = pair.split(">");
    assert.deepEqual(phrases(word).flatMap(({ words }) => words), terms.split("+").filter(Boolean), word);
  }
});

test("a search is words, phrases and beginnings", () => {
  assert.deepEqual(phrases('shelled "Russian forces" dron* - "'), [
    { words: ["shell"], begins: false }, { words: ["russian", "forc"], begins: false }, { words: ["dron"], begins: true },
  ]);
  assert.deepEqual(phrases("Zelensky's"), [{ words: ["zelenski", "s"], begins: false }]);
  assert.deepEqual(phrases('"an open end'), [{ words: ["an"], begins: false }, { words: ["open"], begins: false }, { words: ["end"], begins: false }]);
});
