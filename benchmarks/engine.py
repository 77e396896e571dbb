"""The descent engine against a plain NumPy loop, on one machine in one run: `python benchmarks/engine.py`.

Both do the same work: every start for a fixed number of gradient steps on the same landscape, and the
fraction that ends at x*. The engine also gathers its statistics. Compilation is not counted; it is printed.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import sympy as sp

from proofkit import discovery
from proofkit.engine.descent import Floats, descend
from proofkit.landscape import Landscape

CASES = (("shifted_pair", 0.3), ("kinked_pair", 0.05), ("sharp_valley", 0.0005), ("gaussian_well", 0.005))


def numpy_loop(landscape: Landscape, starts: Floats, eta: float, iterations: int) -> Floats:
    """Return the last points by vectorised NumPy, all starts at once."""
    gradient = sp.lambdify(landscape.variables, landscape.gradient, "numpy")
    x = starts.T.copy()
    for _ in range(iterations):
        x -= eta * np.stack([np.broadcast_to(g, x.shape[1]) for g in gradient(*x)])
    return np.asarray(x.T)


def timed(run):  # type: ignore[no-untyped-def]
    """Return a function's result and the best of three times."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - began)
    return result, min(times)


def main() -> None:
    """Print one line per landscape: seconds of both, their ratio, and how far the last points differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=20_000)
    parser.add_argument("--iterations", type=int, default=400)
    parser.add_argument("--threads", type=int, default=None)
    wanted = parser.parse_args()
    method = discovery.load("method", "gradient_descent")
    print(f"{wanted.starts} starts x {wanted.iterations} iterations")
    for name, eta in CASES:
        landscape = discovery.landscape(name)
        starts = np.random.default_rng(0).uniform(-5, 5, (wanted.starts, landscape.dimension))
        began = time.perf_counter()
        descend(landscape, method, starts[:1], [eta], 1)
        compiled = time.perf_counter() - began

        def engine(landscape: Landscape = landscape, starts: Floats = starts, eta: float = eta):  # type: ignore[no-untyped-def]
            return descend(landscape, method, starts, [eta], wanted.iterations, threads=wanted.threads)

        run, fast = timed(engine)
        last, slow = timed(lambda s=landscape, x=starts, e=eta: numpy_loop(s, x, e, wanted.iterations))
        apart = float(np.abs(run.final[0] - last).max())
        steps = int(run.steps_taken.sum()) / fast / 1e6
        print(
            f"{name:16s} NumPy {slow:7.3f} s  engine {fast:7.3f} s  ratio {slow / fast:6.1f}"
            f"  {steps:6.1f} M steps/s  first call {compiled:.2f} s  differ by {apart:.1e}"
        )


if __name__ == "__main__":
    main()
