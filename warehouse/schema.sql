-- The raw schema of warehouse.duckdb: what ingest writes and what dbt's sources read.
-- Raw rows are typed canonical rows of one dataset (ingest/datasets/); a test holds both together.

create schema if not exists raw;

-- One row per file × table that was read: the ledger. rows_read = rows_loaded + rows_quarantined + rows_not_data.
create table if not exists raw.batches (
    batch_id varchar primary key,        -- hash of content, sheet and source version
    file_sha256 varchar not null,
    file_name varchar not null,          -- as delivered, shown, never used as a path
    sheet varchar,
    dataset varchar,                     -- null where no source fits
    source varchar,
    source_version varchar,
    government varchar,                  -- whose data it is: only 'pemprov-lampung' enters the province's figures
    agency_name varchar,                 -- from titles, constant or upload; null where rows carry their own
    status varchar not null,             -- loaded | refused | no-source | waiting | deleted
    rows_read integer,
    rows_loaded integer,
    rows_quarantined integer,
    rows_not_data integer,
    rows_stored integer,                 -- rows in the dataset's table; fewer than loaded where several records make one row
    not_data varchar,                    -- JSON object: rows per kind (title, header, blank, numbering, section, total, signature, note)
    reason varchar,                      -- one Indonesian sentence
    reason_code varchar,
    period_start date,                   -- period the table speaks of, where it states one
    period_end date,
    as_of date,                          -- date of the data by its own words; else null
    received_at timestamp not null,      -- UTC, from the archive's receipt note
    sender varchar,                      -- account or folder that delivered it
    encoding varchar,
    is_full boolean,                     -- the source's exports state their scope whole
    part varchar,                        -- of a delivery of several files: answers | respondents | questions
    joined varchar,                      -- with answers: hashes of the files they were joined with
    footer varchar                       -- JSON object: figures printed under the table, by label
);

-- One row per refused row (or cell of a wide table), personal values masked.
create table if not exists raw.quarantine (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,               -- column of the file as a position (A, B …) in a wide table
    field varchar,                       -- canonical field at fault
    column_title varchar,                -- its heading in the file
    reason_code varchar not null,
    reason varchar not null,             -- Indonesian
    remedy varchar not null,             -- Indonesian
    value varchar                        -- as delivered, masked where personal
);

-- What people decided in the portal, copied in before each build.
create table if not exists raw.state_rules (
    rule varchar not null, value varchar not null, valid_from date not null,
    legal_source varchar, decided_by varchar, decided_at timestamp
);
create table if not exists raw.state_persons (person_key varchar not null, nip varchar not null);
create table if not exists raw.state_aliases (government varchar not null, alias varchar not null, agency_code varchar not null);
create table if not exists raw.state_sources (
    source varchar not null, number integer not null, words varchar not null, title varchar not null, dataset varchar not null,
    shipped boolean not null, note varchar not null, saved_by varchar not null, saved_at timestamp not null
);

-- One table per dataset. batch_id and source_row lead back to file, sheet and row.
create table if not exists raw.achievements (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    nip varchar,
    person_name varchar,
    agency_name varchar,
    unit_name varchar,
    indicator varchar,
    period_start date,
    period_end date,
    target decimal(18,4),
    realisation decimal(18,4),
    unit_of_measure varchar,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.appraisals (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    nip varchar,
    person_name varchar,
    agency_name varchar,
    unit_name varchar,
    position_name varchar,
    period_start date,
    period_end date,
    period_kind varchar,
    rater_nip varchar,
    rater_name varchar,
    rater_position varchar,
    rater_status varchar,
    aspect varchar,
    result_rating varchar,
    behaviour_rating varchar,
    behaviour_1 decimal(18,4),
    behaviour_2 decimal(18,4),
    behaviour_3 decimal(18,4),
    behaviour_4 decimal(18,4),
    behaviour_5 decimal(18,4),
    behaviour_6 decimal(18,4),
    behaviour_7 decimal(18,4),
    predikat_delivered varchar,
    score decimal(18,4),
    score_skp decimal(18,4),
    score_behaviour decimal(18,4),
    new_idea boolean,
    scheme varchar,
    rated_at timestamp,
    status varchar,
    note varchar,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.awards (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    nip varchar,
    person_name varchar,
    agency_name varchar,
    award varchar,
    award_kind varchar,
    awarded_on date,
    granted_by varchar,
    decree varchar,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.complaints (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    tracking_id varchar,
    received_on date,
    received_time varchar,
    complaint_class varchar,
    category varchar,
    agency_name varchar,
    government_name varchar,
    status varchar,
    status_reason varchar,
    report_kind varchar,
    channel varchar,
    province_name varchar,
    region_name varchar,
    district_name varchar,
    rating integer,
    snapshot_date date,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.discipline (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    nip varchar,
    person_name varchar,
    agency_name varchar,
    level varchar,
    sanction varchar,
    decided_on date,
    valid_from date,
    valid_to date,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.employees (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    nip varchar,
    nip_old varchar,
    pns_id varchar,
    person_name varchar,
    title_before varchar,
    title_after varchar,
    sex varchar,
    birth_date date,
    employment_status varchar,
    legal_status varchar,
    agency_name varchar,
    unit_id varchar,
    unit_name varchar,
    position_name varchar,
    position_kind varchar,
    position_level varchar,
    position_since date,
    rank varchar,
    superior_nip varchar,
    education varchar,
    location varchar,
    snapshot_date date,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.organisation_ratings (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    agency_name varchar,
    unit_name varchar,
    period_start date,
    period_end date,
    organisation_predikat varchar,
    achievement decimal(18,4),
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.service_units (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    agency_name varchar,
    unit_name varchar,
    service_name varchar,
    year integer,
    population integer,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.periods (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    period_name varchar,
    period_kind varchar,
    period_start date,
    period_end date,
    deadline date,
    year integer,
    is_final boolean,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.potentials (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    nip varchar,
    person_name varchar,
    agency_name varchar,
    assessed_on date,
    potential varchar,
    potential_score decimal(18,4),
    method varchar,
    assessor varchar,
    valid_until date,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.standards (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    position_name varchar,
    agency_name varchar,
    year integer,
    indicator varchar,
    aspect varchar,
    duty_kind varchar,
    target decimal(18,4),
    unit_of_measure varchar,
    better varchar,
    weight decimal(18,4),
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.surveys (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    respondent_id varchar,
    agency_name varchar,
    unit_name varchar,
    service_name varchar,
    responded_on date,
    period_start date,
    period_end date,
    u1 smallint,
    u2 smallint,
    u3 smallint,
    u4 smallint,
    u5 smallint,
    u6 smallint,
    u7 smallint,
    u8 smallint,
    u9 smallint,
    u8_u9_declared boolean,
    scale_max integer,
    element_count integer,
    channel varchar,
    sex varchar,
    education varchar,
    remark varchar,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.trainings (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    nip varchar,
    person_name varchar,
    course varchar,
    organiser varchar,
    started_on date,
    ended_on date,
    hours decimal(18,4),
    competence varchar,
    certificate varchar,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);

create table if not exists raw.units (
    batch_id varchar not null,
    source_row integer not null,
    source_column varchar,
    unit_id varchar,
    unit_name varchar,
    short_name varchar,
    parent_id varchar,
    agency_name varchar,
    unit_kind varchar,
    region_code varchar,
    population integer,
    snapshot_date date,
    warnings varchar                     -- codes, comma separated: loaded, but look at it
);
