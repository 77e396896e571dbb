"""Settings for the whole suite: the same examples every time, and no test that fails because the machine was busy."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
