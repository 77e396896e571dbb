"""One-step worst cases: from a class, a method and a measure to the sharp factor, with a proof for the kernel."""

from .bound import bound_at as bound_at
from .claims import judge as judge
from .setting_at import parse_constants as parse_constants
from .solve import derive as derive
