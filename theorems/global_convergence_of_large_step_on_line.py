"""On the line, on two basins, a large step that cannot return reaches the global minimiser from almost every start."""

from ._large_step_on_line import large_step_on_line

NAME = "global_convergence_of_large_step_on_line"

global_convergence_of_large_step_on_line = large_step_on_line(
    NAME,
    "Global convergence of gradient descent with a large step on two basins, in dimension one",
    is_open=False,
    R="5/2",
    remarks="The two no-return inequalities are one, with q = max(slow, fast), the larger one-step factor on the line;"
    " they imply q < 1, and where slow or fast is negative its inequality holds of itself or follows from the other."
    " Steps between 2/mu_dagger and 2/L exist if mu_dagger > L.",
)
