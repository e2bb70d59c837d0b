"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no fault of what is tested: nothing is timed in a test.
settings.register_profile("mithaq", deadline=None)
settings.load_profile("mithaq")
