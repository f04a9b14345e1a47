-- Times are whole seconds since 1970, UTC. Civil times are text, as the zone's clocks show them.

CREATE TABLE subscription (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id       INTEGER NOT NULL,
    channel_id     INTEGER NOT NULL,
    set_up_in      INTEGER NOT NULL,
    set_up_by      INTEGER NOT NULL,
    rule           TEXT    NOT NULL,
    zone           TEXT    NOT NULL,
    taste          TEXT    NOT NULL,
    paused_because TEXT,
    next_civil     TEXT,
    next_due_at    INTEGER,
    created_at     INTEGER NOT NULL,
    changed_at     INTEGER NOT NULL
);

CREATE INDEX subscription_by_guild ON subscription (guild_id);
CREATE INDEX subscription_due ON subscription (next_due_at)
    WHERE paused_because IS NULL AND next_due_at IS NOT NULL;

-- One row for each occurrence of a subscription, by its civil time: what was to be posted, and what became of it.
CREATE TABLE delivery (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
    civil           TEXT    NOT NULL,
    due_at          INTEGER NOT NULL,
    late            INTEGER NOT NULL DEFAULT 0,
    state           TEXT    NOT NULL CHECK (state IN ('planned', 'claimed', 'posted', 'given_up')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    perhaps_posted  INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    owner           TEXT,
    message_id      INTEGER,
    reason          TEXT,
    settled_at      INTEGER,
    UNIQUE (subscription_id, civil)
);

CREATE INDEX delivery_open ON delivery (next_attempt_at) WHERE state IN ('planned', 'claimed');

-- Which events a channel has had, so that next year brings others.
CREATE TABLE shown (
    channel_id INTEGER NOT NULL,
    event_id   TEXT    NOT NULL,
    shown_at   INTEGER NOT NULL,
    PRIMARY KEY (channel_id, event_id)
) WITHOUT ROWID;
