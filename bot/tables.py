"""Every table there is: knowledge's and the people's side's."""

from sqlmodel import SQLModel

from bot.desk import tables as desk  # noqa: F401 - each makes its tables known
from bot.messages import tables as messages  # noqa: F401
from bot.people import tables as people  # noqa: F401
from bot.questions import tables as questions  # noqa: F401
from ingest import watched  # noqa: F401
from knowledge import documents, parks  # noqa: F401
from knowledge.faq import tables as faq  # noqa: F401
from knowledge.projects import tables as projects  # noqa: F401

METADATA = SQLModel.metadata
