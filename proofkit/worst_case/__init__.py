"""One-step worst cases: from a class, a method and a measure to the sharp factor, with a proof for the kernel."""

from .claims import judge as judge
from .solve import derive as derive
