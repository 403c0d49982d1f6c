-- A database for a team store, and who uses it. Run once, as the server's own user:
--   psql --set=password="'a long password'" --file=database.sql
-- The tables are made by `syncmend team init`, as the user `syncmend`.

-- Sets the team store up and updates it. CREATEROLE, so that it can make the roles for technicians.
CREATE ROLE syncmend LOGIN CREATEROLE PASSWORD :password;
CREATE DATABASE syncmend OWNER syncmend ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE syncmend FROM PUBLIC;

-- Technicians read and add. Who may also delete for good, as a purge and "forget this customer" do, gets
-- the second role as well. Both may be named before `syncmend team init` has run.
CREATE ROLE syncmend_technician NOLOGIN;
CREATE ROLE syncmend_purge NOLOGIN;
GRANT CONNECT ON DATABASE syncmend TO syncmend_technician;

-- One user for each technician:
--   CREATE ROLE pat LOGIN PASSWORD '..' IN ROLE syncmend_technician;
--   CREATE ROLE lead LOGIN PASSWORD '..' IN ROLE syncmend_technician, syncmend_purge;
