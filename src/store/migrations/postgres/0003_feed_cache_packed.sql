-- The live feed's answers, packed; what was kept before was never used. `size` is the body's in bytes.
DROP TABLE feed_page;
CREATE TABLE feed_page (
    language   TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    day        TEXT   NOT NULL,
    fetched_at BIGINT NOT NULL,
    etag       TEXT   NOT NULL,
    size       BIGINT NOT NULL,
    body       BYTEA  NOT NULL,
    PRIMARY KEY (language, kind, day)
);
