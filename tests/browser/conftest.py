"""What journeys through the portal share: it runs over the small province."""

from collections.abc import Iterator

import pytest

from tests.dashboard.conftest import staff_home  # noqa: F401 - a fixture
from tests.dashboard.portal_process import Portal, running_portal


@pytest.fixture(scope="session")
def staff_portal(staff_home) -> Iterator[Portal]:  # noqa: F811 - the fixture above
    """The portal over the province, with demo accounts."""
    with running_portal(staff_home) as running:
        yield running
