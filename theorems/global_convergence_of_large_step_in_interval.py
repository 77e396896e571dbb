"""On the line, with M in an open interval, a large step reaches the global minimiser even at equality in no-return."""

from ._large_step_on_line import large_step_on_line

NAME = "global_convergence_of_large_step_in_interval"

global_convergence_of_large_step_in_interval = large_step_on_line(
    NAME,
    "Global convergence of a large step on two basins of the line, up to equality in no-return",
    is_open=True,
    R="20/7",
    remarks="The witness, at step 1/2, attains equality in no-return. Beyond it two_cycle_when_no_return_fails has an"
    " attracting 2-cycle.",
)
