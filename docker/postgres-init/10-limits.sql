-- Runs once, when the volume is empty. Databases, roles and schemas are made by the migrations; here only what is of the server.
ALTER SYSTEM SET timezone = 'UTC';
ALTER SYSTEM SET idle_in_transaction_session_timeout = '60s';
ALTER SYSTEM SET log_min_duration_statement = '2s';
-- Parameters of statements can be personal data: they never reach the log.
ALTER SYSTEM SET log_parameter_max_length = 0;
ALTER SYSTEM SET log_parameter_max_length_on_error = 0;
