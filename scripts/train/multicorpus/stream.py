"""The trained network of streaming_net.py with what it must remember between two steps laid open, BatchNorm folded away.

`Encoder` hears frames after a state and gives vectors and the next state. Two graphs are made of it, with the same weights: `Stream`
hears ten frames at a time, `Window` a whole sound, as if only the recipe's floor had been heard before it. For the first three seconds
both say the same."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from streaming_net import FRAMES_PER_VECTOR, LEVEL_FRAMES, Residual, StreamingNet
from network import BANDS, FLOOR_BELOW_LEVEL
from windows import FLOOR

POOLED = 30  # vectors: three seconds


def folded(convolution: nn.Module, norm: nn.Module) -> tuple[Tensor, Tensor]:
    """Weight and bias of a convolution or a linear layer that gives what the norm behind it gave."""
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    weight = convolution.weight * scale.reshape(-1, *[1] * (convolution.weight.dim() - 1))
    bias = 0 if convolution.bias is None else convolution.bias * scale
    return weight.detach(), (norm.bias + bias - norm.running_mean * scale).detach()


class Layer(nn.Module):
    """A convolution over [batch, channels, bands, time] that is given what lies before it."""

    def __init__(self, weight: Tensor, bias: Tensor | None, stride: tuple[int, int], dilation: int = 1):
        super().__init__()
        self.weight = nn.Parameter(weight, requires_grad=False)
        self.bias = None if bias is None else nn.Parameter(bias, requires_grad=False)
        self.stride, self.dilation = stride, dilation
        self.reach = (weight.shape[3] - 1) * dilation + 1 - stride[1]  # columns of its input that it must remember

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.weight, self.bias, self.stride, (self.weight.shape[2] // 2, 0), (1, self.dilation))


class TimeLayer(nn.Module):
    """The same over [batch, channels, time]."""

    def __init__(self, weight: Tensor, bias: Tensor, dilation: int):
        super().__init__()
        self.weight = nn.Parameter(weight, requires_grad=False)
        self.bias = nn.Parameter(bias, requires_grad=False)
        self.dilation, self.reach = dilation, (weight.shape[2] - 1) * dilation

    def forward(self, x: Tensor) -> Tensor:
        return F.conv1d(x, self.weight, self.bias, dilation=self.dilation)


class Block(nn.Module):
    def __init__(self, block: Residual):
        super().__init__()
        self.first = Layer(*folded(block.first, block.first_norm), block.first.stride)
        self.second = Layer(*folded(block.second, block.second_norm), block.second.stride)
        self.skip = Layer(block.skip.weight.detach(), None, block.skip.stride)


@dataclass(frozen=True)
class Cache:
    """One part of the state: the newest columns of one layer's input."""

    shape: tuple[int, ...]  # time is the last axis
    columns_a_step: int

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def steps(self) -> int:
        return -(-self.shape[-1] // self.columns_a_step)


class Encoder(nn.Module):
    def __init__(self, net: StreamingNet):
        super().__init__()
        if net.shape.level != "stream":
            raise SystemExit("This network subtracts the loudness of the whole window (shape.level); it cannot be run as a stream.")
        stem, norm, _ = net.stem
        self.register_buffer("shift", (-net.band_mean / net.band_std).reshape(1, 1, BANDS, 1).clone())
        self.register_buffer("scale", (1 / net.band_std).reshape(1, 1, BANDS, 1).clone())
        self.stem = Layer(*folded(stem, norm), stem.stride)
        self.blocks = nn.ModuleList(Block(block) for block in net.body)
        self.collapse = TimeLayer(*folded(net.collapse, net.collapse_norm), 1)
        self.time = nn.ModuleList(TimeLayer(*folded(each.convolution, each.norm), each.convolution.dilation[0]) for each in net.time)
        self.score = net.pool.score
        linear, head_norm = net.to_embedding[0], net.head_norm
        scale = head_norm.weight / torch.sqrt(head_norm.running_var + head_norm.eps)
        self.to_embedding = nn.Linear(linear.in_features, linear.out_features)
        self.to_embedding.weight.data = (linear.weight * scale).detach()
        self.to_embedding.bias.data = (linear.bias + linear.weight @ (head_norm.bias - head_norm.running_mean * scale)).detach()
        self.head, self.dimensions = net.head, net.dimensions
        self.caches = self._caches(net)

    def _caches(self, net: StreamingNet) -> list[Cache]:
        rows, columns = BANDS, FRAMES_PER_VECTOR
        found = [Cache((1, LEVEL_FRAMES - 1), columns), Cache((1, 1, rows, self.stem.reach), columns)]
        rows, columns, channels = rows // self.stem.stride[0], columns // self.stem.stride[1], self.stem.weight.shape[0]
        for block in self.blocks:
            found.append(Cache((1, channels, rows, block.first.reach), columns))
            rows, columns = rows // block.first.stride[0], columns // block.first.stride[1]
            channels = block.first.weight.shape[0]
            found.append(Cache((1, channels, rows, block.second.reach), columns))
        assert columns == 1
        width = self.collapse.weight.shape[0]
        found += [Cache((1, width, layer.reach), 1) for layer in self.time]
        return found + [Cache((1, width, POOLED - 1), 1)] * 2  # vectors and their scores

    @property
    def state_size(self) -> int:
        return sum(cache.size for cache in self.caches)

    @property
    def memory(self) -> int:
        """Steps after which an answer depends on nothing that was before: each cache adds its own."""
        return 1 + sum(cache.steps for cache in self.caches[:-1])

    def parts(self, state: Tensor) -> list[Tensor]:
        each = torch.split(state, [cache.size for cache in self.caches], 1)
        return [part.reshape(cache.shape) for part, cache in zip(each, self.caches)]

    def encode(self, frames: Tensor, parts: list[Tensor]) -> tuple[Tensor, Tensor, list[Tensor]]:
        """frames [1, n × 10, 64] after a state: vectors [1, channels, n], their scores, and the state but for the pooled vectors."""
        kept: list[Tensor] = []

        def after(x: Tensor, reach: int) -> Tensor:
            """x behind what was remembered; its newest columns are remembered."""
            x = torch.cat([parts[len(kept)], x], x.dim() - 1)
            kept.append(x[..., -reach:])
            return x

        power = after(torch.exp(frames).sum(2), LEVEL_FRAMES - 1)
        sums = F.avg_pool1d(torch.stack([power * power, power], 1), LEVEL_FRAMES, 1)
        level = torch.log(sums[:, 0] / sums[:, 1])[:, :, None]
        x = (frames - level).clamp(-FLOOR_BELOW_LEVEL, FLOOR_BELOW_LEVEL).transpose(1, 2).unsqueeze(1)
        x = F.relu(self.stem(after(x * self.scale + self.shift, self.stem.reach)))
        for block in self.blocks:
            y = F.relu(block.first(after(x, block.first.reach)))
            x = F.relu(block.second(after(y, block.second.reach)) + block.skip(x))
        x = F.relu(self.collapse(x.flatten(1, 2)))
        for layer in self.time:
            x = x + F.relu(layer(after(x, layer.reach)))
        return x, self.score(x), kept

    def say(self, vectors: Tensor, scores: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        weight = torch.softmax(scores, 2)
        mean = (weight * vectors).sum(2)
        variance = (weight * vectors * vectors).sum(2) - mean * mean
        pooled = torch.cat([mean, torch.sqrt(variance.clamp(min=1e-5))], 1)
        embedding = F.relu(self.to_embedding(pooled))
        return self.head(embedding), torch.tanh(self.dimensions(embedding)), embedding


class Stream(nn.Module):
    """frames [1, 10, 64], state [1, N] → logits, dimensions, embedding, next_state."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, frames: Tensor, state: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        parts = self.encoder.parts(state)
        vector, score, kept = self.encoder.encode(frames, parts)
        vectors, scores = torch.cat([parts[-2], vector], 2), torch.cat([parts[-1], score], 2)
        kept += [vectors[:, :, 1:], scores[:, :, 1:]]
        return *self.encoder.say(vectors, scores), torch.cat([part.flatten(1) for part in kept], 1)

    @torch.no_grad()
    def beginning(self) -> Tensor:
        """The state after nothing but floor."""
        state, floor = torch.zeros(1, self.encoder.state_size), torch.full((1, FRAMES_PER_VECTOR, BANDS), FLOOR)
        for _ in range(self.encoder.memory):
            state = self(floor, state)[3]
        return state


class Window(nn.Module):
    """logmel64 [1, frames, 64] → logits, dimensions, embedding: pooled over all of the sound, which ends with the last frame, and over
    three seconds at least, as the stream does."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder
        parts = encoder.parts(Stream(encoder).beginning())
        for i, part in enumerate(parts):
            self.register_buffer(f"before_{i}", part.clone())

    def forward(self, logmel64: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        whole = F.pad(logmel64, (0, 0, FRAMES_PER_VECTOR - 1, 0), value=FLOOR)
        frames = whole[:, whole.shape[1] % FRAMES_PER_VECTOR :]  # tens of frames, the last one at the end
        *before, vectors_before, scores_before = [getattr(self, f"before_{i}") for i in range(len(self.encoder.caches))]
        vectors, scores, _ = self.encoder.encode(frames, before)
        steps = vectors.shape[2]
        place = torch.arange(POOLED - 1 + steps)
        left_out = ((place < POOLED - 1) & (place < steps - 1)).float()  # floor that lies further back than three seconds
        scores = torch.cat([scores_before, scores], 2) - 1e9 * left_out
        return self.encoder.say(torch.cat([vectors_before, vectors], 2), scores)


@torch.no_grad()
def whole_context(net: StreamingNet, frames: Tensor, encoder: Encoder) -> tuple[Tensor, Tensor, Tensor]:
    """What the network as it was trained says after each step of a sound [1, n × 10, 64]: all of it at once behind as much floor as
    matters, pooled over the last thirty vectors. Each [n, …]."""
    steps = frames.shape[1] // FRAMES_PER_VECTOR
    before = encoder.memory + POOLED
    floor = torch.full((1, before * FRAMES_PER_VECTOR, BANDS), FLOOR)
    vectors = net.encode(net.normalise(torch.cat([floor, frames], 1)))
    scores = net.pool.score(vectors)
    said = []
    for step in range(before + 1, before + steps + 1):
        embedding = net.embed(vectors[:, :, step - POOLED : step], scores[:, :, step - POOLED : step])
        said.append((net.head(embedding), torch.tanh(net.dimensions(embedding)), embedding))
    return tuple(torch.cat(each) for each in zip(*said))


def rounded_to_half(encoder: Encoder, at_least: int) -> None:
    """Large weights become what a float16 holds, so that storing them so loses nothing. In place."""
    for parameter in encoder.parameters():
        if parameter.numel() >= at_least:
            parameter.data = parameter.data.half().float()


