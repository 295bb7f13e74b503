"""The tables of the portal state. Times are UTC without zone; secrets are kept as hashes only."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Who may sign in. `name` is what is typed, in lower case.
accounts = Table(
    "accounts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("display_name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("agency_code", String(64)),
    Column("password_hash", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    CheckConstraint(
        "role in ('leadership', 'hr_province', 'hr_agency', 'engineer', 'admin')",
        name="role",
    ),
    CheckConstraint("(role = 'hr_agency') = (agency_code is not null)", name="agency"),
)

# One row per signed-in browser. `digest` is the hash of the cookie.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("browser", String(120), nullable=False),
)

# The moment between the form and the cookie: used once, within seconds, by the browser that showed the form.
tickets = Table(
    "tickets",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("before_digest", String(64), nullable=False),
    Column("account", ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("created_at", DateTime, nullable=False),
)

# Rule values decided in the portal; the newest decision per rule and month counts.
rules = Table(
    "rules",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rule", String(64), nullable=False),
    Column("value", String(64), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", String(64), nullable=False),
    Column("decided_at", DateTime, nullable=False),
)

# The random key of a person, and every identifier that is known to be that person's.
persons = Table(
    "persons",
    metadata,
    Column("nip", String(32), primary_key=True),
    Column("person_key", String(16), nullable=False, index=True),
)

# Spellings of an agency that somebody assigned to its code, per government.
aliases = Table(
    "aliases",
    metadata,
    Column("government", String(64), primary_key=True),
    Column("alias", String(300), primary_key=True),
    Column("agency_code", String(64), nullable=False),
    Column("decided_by", String(64), nullable=False),
    Column("decided_at", DateTime, nullable=False),
)

# Every version of a source: saved in the portal, or `shipped` with a Siger that read files by it. Versions only ever
# get more; `words` is the hash by which the ledger names the version, `applies` asks that it also reads what earlier ones
# loaded.
sources = Table(
    "sources",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("words", String(12), nullable=False),
    Column("title", String(200), nullable=False),
    Column("dataset", String(64), nullable=False),
    Column("yaml", Text, nullable=False),
    Column("shipped", Boolean, nullable=False),
    Column("applies", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("saved_by", String(64), nullable=False),
    Column("saved_at", DateTime, nullable=False),
)

# Files handed in through the portal, and what became of them (`verdicts`: JSON list, one object per table).
uploads = Table(
    "uploads",
    metadata,
    Column("upload_id", String(64), primary_key=True),
    Column("account", String(64), nullable=False, index=True),
    Column("agency_code", String(64), index=True),
    Column("file_name", String(300), nullable=False),
    Column("size", Integer, nullable=False),
    Column("received_at", DateTime, nullable=False),
    Column("judged_at", DateTime),
    Column("verdicts", Text),
)

# Who did what, when, to which subject. Never a personal value, never a secret.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("account", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail", Text, nullable=False),
)

# One row: a number that grows with every decision a build has to know of.
revision = Table("revision", metadata, Column("number", Integer, nullable=False))
