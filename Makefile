# The commands of Birtereze. `make help` lists them; the work itself is in tools/.
.DEFAULT_GOAL := help
.PHONY: help install start test check bench golden seed reset db-migrate check-records docs pictures \
  check-types check-lint check-format check-unused check-house check-docs check-regulations

SHELL := /bin/bash
# The packages' programs come first: among them Node 24, which a machine with Node 20 and npm does not have.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install:
	@bash tools/install.sh

start: install ## install what is missing, start everything, print addresses and demonstration people
	@exec node tools/start/start.ts

test: install ## install what the tests need, run all of them
	@node tools/test/test.ts

check: install ## types, lint, format, unused code, fence and house rules, generated docs, regulations
	@$(MAKE) --no-print-directory --keep-going -j2 --output-sync=target \
	  check-types check-lint check-format check-unused check-house check-docs check-regulations

check-types:
	tsc -p .
check-lint:
	oxlint --quiet
check-format:
	biome ci --colors=off .
check-unused:
	knip
check-house:
	node --test --test-reporter=dot 'checks/*.test.ts'
check-docs:
	node tools/docs/docs.ts --check
check-regulations:
	bin/birtereze check-regulation regulations

bench: install ## measure speed beside its limits, write docs/benchmarks.md
	@node bench/main.ts

golden: install ## write the golden files anew; look at the difference before committing it
	@node tools/golden/golden.ts

seed: install ## create the demonstration world where it is absent, print it
	@node tools/operate/seed.ts

reset: install ## delete the data folder (database, keys, files), after asking
	@node tools/operate/reset.ts

db-migrate: install ## bring the database to the newest schema
	@node tools/operate/db-migrate.ts

check-records: install ## look whether histories, journal and log of issuance are as they were written
	@node tools/operate/check-records.ts

docs: install ## write the generated parts of docs/
	@node tools/docs/docs.ts

pictures: install ## take the pictures of docs/ anew from the running product
	@node checks/pictures/pictures.ts
