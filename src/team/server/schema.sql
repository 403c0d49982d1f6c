-- The team store: what the seats of a team share. Everything stands in a schema of its own.
CREATE SCHEMA syncmend;

CREATE TABLE syncmend.schema_version (
    version integer NOT NULL,
    -- The oldest version that may still use the tables as they are.
    oldest integer NOT NULL
);

-- Which team store this is, also after a backup of it was restored elsewhere.
CREATE TABLE syncmend.team (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one)
);
INSERT INTO syncmend.team DEFAULT VALUES;

-- One sequence for everything that is pulled, so that one number says how far a seat has read.
CREATE SEQUENCE syncmend.place;

CREATE TABLE syncmend.event (
    id uuid PRIMARY KEY,
    seq bigint NOT NULL UNIQUE DEFAULT nextval('syncmend.place'),
    kind text NOT NULL,
    about uuid NOT NULL,
    seat uuid NOT NULL,
    -- Not jsonb, which rewrites numbers and takes no NUL: what a newer version wrote stays to the letter.
    body json NOT NULL CHECK (octet_length(body::text) <= 8388608),
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_about ON syncmend.event (about);

CREATE TABLE syncmend.tombstone (
    id uuid PRIMARY KEY,
    seq bigint NOT NULL UNIQUE DEFAULT nextval('syncmend.place'),
    kind text NOT NULL CHECK (kind IN ('ticket', 'customer')),
    seat uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE syncmend.knowledge (
    fingerprint uuid PRIMARY KEY,
    model json NOT NULL CHECK (octet_length(model::text) <= 33554432)
);

CREATE TABLE syncmend.seat (
    seat uuid PRIMARY KEY,
    account text NOT NULL CHECK (length(account) <= 200),
    seen timestamptz NOT NULL DEFAULT now()
);

-- A place is drawn before its row is committed, so that without this lock a reader may see a later
-- place first and never come back for the earlier one. Held until the commit is visible.
CREATE FUNCTION syncmend.lock_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1400466019, 1);
    RETURN NULL;
END $$;
CREATE TRIGGER lock_places BEFORE INSERT ON syncmend.event
    FOR EACH STATEMENT EXECUTE FUNCTION syncmend.lock_places();
CREATE TRIGGER lock_places BEFORE INSERT ON syncmend.tombstone
    FOR EACH STATEMENT EXECUTE FUNCTION syncmend.lock_places();

-- One call, so that the lock never waits for a client. It is taken in a statement before: the next one
-- then sees every tombstone that was committed meanwhile.
CREATE FUNCTION syncmend.push(ids uuid[], kinds text[], abouts uuid[], by_seat uuid, bodies text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1400466019, 1);
    INSERT INTO syncmend.event (id, kind, about, seat, body)
    SELECT new.id, new.kind, new.about, by_seat, new.body::json
    FROM unnest(ids, kinds, abouts, bodies) AS new (id, kind, about, body)
    WHERE NOT EXISTS (SELECT FROM syncmend.tombstone WHERE tombstone.id = new.about)
    ON CONFLICT (id) DO NOTHING;
    IF FOUND THEN
        PERFORM pg_notify('syncmend', by_seat::text);
    END IF;
END $$;

CREATE FUNCTION syncmend.bury(kinds text[], ids uuid[], by_seat uuid)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1400466019, 1);
    INSERT INTO syncmend.tombstone (id, kind, seat)
    SELECT new.id, new.kind, by_seat FROM unnest(ids, kinds) AS new (id, kind)
    ON CONFLICT (id) DO NOTHING;
    DELETE FROM syncmend.event WHERE about = ANY (ids);
    PERFORM pg_notify('syncmend', by_seat::text);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA syncmend FROM PUBLIC;
