"""The network as a pure function of one flat parameter vector, and the copies its symmetries make of a point."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

from .backend import DTYPE, Tensor, torch

#: parameter vectors nearer to each other than this are one point in rounding
SAME = 1e-6


@dataclass(frozen=True)
class TanhMLP:
    """A network with one hidden layer: tanh units, then an affine output layer.

    The flat parameter vector θ holds, in this order, the input weights (inputs × hidden), the hidden
    biases (hidden), the output weights (hidden × outputs) and the output biases (outputs).

    Args:
        inputs, hidden, outputs: layer widths.
    """

    inputs: int
    hidden: int
    outputs: int

    @property
    def size(self) -> int:
        """The number p of parameters."""
        return sum(self._lengths)

    @property
    def _lengths(self) -> tuple[int, int, int, int]:
        return self.inputs * self.hidden, self.hidden, self.hidden * self.outputs, self.outputs

    def parts(self, theta: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return input weights, hidden biases, output weights and output biases, as views of θ."""
        into, hidden_bias, out, output_bias = theta.split(self._lengths)
        return into.view(self.inputs, self.hidden), hidden_bias, out.view(self.hidden, self.outputs), output_bias

    def initial(self, seed: int) -> Tensor:
        """Return random parameters, shape (p,), on the CPU: weights N(0, 1/inputs of the layer), biases 0."""
        theta = torch.zeros(self.size, dtype=DTYPE)
        into, _, out, _ = self.parts(theta)
        source = torch.Generator().manual_seed(seed)
        into.copy_(torch.randn(into.shape, generator=source, dtype=DTYPE) / sqrt(self.inputs))
        out.copy_(torch.randn(out.shape, generator=source, dtype=DTYPE) / sqrt(self.hidden))
        return theta

    def __call__(self, theta: Tensor, inputs: Tensor) -> Tensor:
        """Return the outputs, shape (samples, outputs).

        Args:
            theta: parameters, shape (p,).
            inputs: shape (samples, inputs).
        """
        into, hidden_bias, out, output_bias = self.parts(theta)
        return torch.tanh(inputs @ into + hidden_bias) @ out + output_bias

    def nearest_copy(self, theta: Tensor) -> float:
        """Return the distance from θ to the nearest other parameter vector that its symmetries make of it.

        tanh is odd, so the sign of a hidden unit u_j = (weights into it, its bias, weights out of it) may
        be flipped, and units may be swapped, without changing the network. A signed permutation moves θ by
        the root of Σ_j ‖u_j − ±u_π(j)‖². A cycle of two or more units gives at least two terms, each at
        least min ‖u_j ± u_k‖², and a swap attains that; a flip gives 4‖u_j‖². So the nearest copy is a
        swap or a flip. Copies within SAME of θ are θ itself.
        """
        into, hidden_bias, out, _ = self.parts(theta)
        units = torch.cat([into.T, hidden_bias[:, None], out], dim=1)
        first, second = torch.triu_indices(self.hidden, self.hidden, 1, device=theta.device)
        pairs = torch.cat([units[first] - units[second], units[first] + units[second]])
        distances = torch.cat([2 * units.norm(dim=1), sqrt(2) * pairs.norm(dim=1)])
        return min((d for d in distances.tolist() if d > SAME), default=inf)
