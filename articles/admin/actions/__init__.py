"""What an editor does to many stories at once: one module a kind of act, each previewed before it is done."""

from articles.admin.actions.countries import AddCountries, RemoveCountries
from articles.admin.actions.featuring import PutOnFront
from articles.admin.actions.publishing import Publish, Withdraw
from articles.admin.actions.reading import ReadAgain
from articles.admin.actions.reprints import PutTogether, TakeOut
from articles.admin.actions.suggesting import Suggest
from articles.admin.actions.tags import AddTags, RemoveTags

ACTIONS = [
    Suggest(),
    AddTags(),
    RemoveTags(),
    AddCountries(),
    RemoveCountries(),
    Publish(),
    Withdraw(),
    PutOnFront(),
    PutTogether(),
    TakeOut(),
    ReadAgain(),
]
