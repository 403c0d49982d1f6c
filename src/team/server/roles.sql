-- Who may do what. Runs with every `team init`; roles that cannot be made are left out.
DO $$
DECLARE
    named text;
BEGIN
    FOREACH named IN ARRAY ARRAY['syncmend_technician', 'syncmend_purge'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = named) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', named);
            EXCEPTION
                WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
            END;
        END IF;
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'syncmend_technician') THEN
        GRANT USAGE ON SCHEMA syncmend TO syncmend_technician;
        GRANT SELECT ON ALL TABLES IN SCHEMA syncmend TO syncmend_technician;
        GRANT INSERT (id, kind, about, seat, body) ON syncmend.event TO syncmend_technician;
        GRANT INSERT (fingerprint, model) ON syncmend.knowledge TO syncmend_technician;
        GRANT INSERT, UPDATE ON syncmend.seat TO syncmend_technician;
        GRANT USAGE, SELECT ON SEQUENCE syncmend.place TO syncmend_technician;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA syncmend TO syncmend_technician;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'syncmend_purge') THEN
        GRANT USAGE ON SCHEMA syncmend TO syncmend_purge;
        GRANT SELECT ON ALL TABLES IN SCHEMA syncmend TO syncmend_purge;
        GRANT INSERT (id, kind, seat) ON syncmend.tombstone TO syncmend_purge;
        GRANT DELETE ON syncmend.event TO syncmend_purge;
        GRANT USAGE, SELECT ON SEQUENCE syncmend.place TO syncmend_purge;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA syncmend TO syncmend_purge;
    END IF;
END $$;
