"""On two basins with M in an open ball, a large step reaches the global minimiser even at equality in no-return."""

from ._large_step import large_step

NAME = "global_convergence_of_large_step_in_open_ball"

global_convergence_of_large_step_in_open_ball = large_step(
    NAME,
    "Global convergence of a large step on two basins, up to equality in no-return",
    is_open=True,
    witnesses=(("shifted_pair", {"R": "20/7"}),),
    example_step="mu_star/(2*L**2)",
    remarks="The witness, at step 1/2, attains equality in no-return. Just beyond it two_cycle_when_no_return_fails"
    " has an attracting 2-cycle: its first inequality is the exact negation of no-return with q = 1 - eta*L and"
    " b = eta*m - 1.",
)
