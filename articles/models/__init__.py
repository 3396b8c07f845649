"""The record: every table of the archive, in the order in which they build on one another.

A module imports only from modules named above it here.
"""

from articles.models.articles import Article, Byline
from articles.models.changes import ArchiveIdentity, ArticleChange
from articles.models.changesets import ChangeSet
from articles.models.corrections import Correction
from articles.models.featured import FrontPick, KeyStory
from articles.models.images import Image
from articles.models.imports import Chunk, ColumnMapping, Import, ImportFile, ImportItem, Original, OriginalPart
from articles.models.learned import SuggestionModel
from articles.models.link_checks import LinkCheck
from articles.models.links import Appearance, ArticleCountry, ArticleTag
from articles.models.people import Author
from articles.models.places import Country
from articles.models.reads import DailySalt, ReadCount, ReadMark
from articles.models.reprints import Reprint, Shingle
from articles.models.rereadings import LastReading, Rereading, RereadItem
from articles.models.rules import TagRule
from articles.models.sources import Section, Source
from articles.models.subscriptions import SubscribedEntry, Subscription
from articles.models.tags import FormerSlug, Tag
from articles.models.tokens import Token

__all__ = [
    "Appearance",
    "ArchiveIdentity",
    "Article",
    "ArticleChange",
    "ArticleCountry",
    "ArticleTag",
    "Author",
    "Byline",
    "ChangeSet",
    "Chunk",
    "ColumnMapping",
    "Correction",
    "Country",
    "DailySalt",
    "FormerSlug",
    "FrontPick",
    "Image",
    "Import",
    "ImportFile",
    "ImportItem",
    "KeyStory",
    "LastReading",
    "LinkCheck",
    "Original",
    "OriginalPart",
    "ReadCount",
    "ReadMark",
    "Reprint",
    "RereadItem",
    "Rereading",
    "Section",
    "Shingle",
    "Source",
    "SubscribedEntry",
    "Subscription",
    "SuggestionModel",
    "Tag",
    "TagRule",
    "Token",
]
