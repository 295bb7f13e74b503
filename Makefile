# Joints of the project; each target is a line or two. A fresh machine needs python3 (3.11 to 3.13) and make.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONPATH := .
.PHONY: install dev demo portal transparency test check order bench lint types contracts sql docs browser deep mutations rule-mutations kills

install: .venv/siger            ## .venv with the siger command
dev: .venv/dev                  ## the same with what tests and checks need

.venv/siger: requirements.lock pyproject.toml
	@$(PYTHON) .ci/install.py .venv requirements.lock && touch $@
.venv/dev: requirements-dev.lock .venv/siger
	@$(PYTHON) .ci/install.py .venv requirements-dev.lock && touch $@

demo: install                   ## a demo province, loaded, built, published, both apps open
	@exec $(BIN)/siger up --demo
portal: install                 ## the staff portal alone, on the home's current release
	@exec $(BIN)/siger up --only portal
transparency: install           ## the public pages alone
	@exec $(BIN)/siger up --only transparency

test: dev                       ## fast tests on a real small province
	@$(BIN)/python -m pytest -n 2 --dist worksteal
check: lint types contracts sql docs browser deep    ## everything else that must hold
order: dev                      ## the deep tier of "order of processing never changes the result"
	@ORDER_WALKS=$${ORDER_WALKS:-150} $(BIN)/python -m pytest tests/ingest/test_order.py tests/ingest/test_corrections.py -q -m "not browser" --timeout 3600
bench: dev                      ## ratios to a bare baseline at province size (an hour; PROFILE=small for a look), tests/bench/result.json
	@$(BIN)/python -m tests.bench --profile $${PROFILE:-province}

lint: dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
types: dev
	@$(BIN)/pyrefly check
contracts: dev
	@$(BIN)/lint-imports
sql: dev
	@$(BIN)/python -m tests.dbt_parts sqlfluff
docs: dev
	@$(BIN)/python -m tests.dbt_parts docs
browser: dev
	@$(BIN)/python -m pytest -m browser
deep: dev                       ## the long tests: 2,000 damaged and disguised files, kills, rebuilds, the backup drill
	@MUTATIONS=2000 $(BIN)/python -m pytest -m full -n 2 --dist worksteal
mutations: dev                  ## the same with 20,000; half an hour of one core
	@MUTATIONS=20000 $(BIN)/python -m pytest -m full tests/ingest/test_mutations.py
kills: dev                      ## 100 builds killed at random points while four readers read
	@$(BIN)/python -m tests.warehouse.kills $${KILLS:-100}
rule-mutations: dev             ## each rule of dbt_project broken once: a test must fail; three minutes of one core
	@$(BIN)/python -m tests.dbt_project.mutations
