"""On two basins, a large step that cannot return reaches the global minimiser from almost every start."""

from ._large_step import large_step

NAME = "global_convergence_of_large_step"

global_convergence_of_large_step = large_step(
    NAME,
    "Global convergence of gradient descent with a large step on two basins",
    is_open=False,
    witnesses=(("kinked_pair", {}), ("kinked_pair_anisotropic", {})),
    example_step="10*mu_star/(11*L**2)",
    remarks="No-return implies q < 1, the upper end of the window. An orbit spends at most"
    " log(R/|x_in - x_dagger|)/log(eta*mu_dagger - 1) + 1 iterates in M: P(n) is (eta*mu_dagger - 1)^(2*n)."
    " For M in the open ball no-return may be an equality (global_convergence_of_large_step_in_open_ball).",
)
