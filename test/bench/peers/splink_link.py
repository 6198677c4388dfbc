"""Splink on one set: seconds, peak memory and its best pairwise F1 over all thresholds, of edges and of clusters.

usage: splink_link.py SET FOLDER [--id COLUMN] [--plan N] [--sweep few|many]

FOLDER holds the set: CSV files of records, and truth.csv ([file,]id,cluster).
Each set has two plans: comparisons and blocking as its users' guide advises, once with plain string distances and once with
the library's own comparisons for names, dates and postcodes. Prints one line of JSON.
"""

import argparse
import glob
import json
import os
import resource
import sys
import time

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI


def tf(comparison):
    return comparison.configure(term_frequency_adjustments=True)


def name(column):
    return tf(cl.NameComparison(column))


def near(column, *thresholds):
    return cl.JaroWinklerAtThresholds(column, list(thresholds or (0.92, 0.8)))


def edits(column, *thresholds):
    return cl.DamerauLevenshteinAtThresholds(column, list(thresholds or (1, 2)))


def levels(column, *thresholds):
    return cl.LevenshteinAtThresholds(column, list(thresholds or (1, 2)))


def exact(column):
    return tf(cl.ExactMatch(column))


def words(column, *thresholds):
    """Shared words of a text, then shared letters: the library compares texts by letters only."""
    share = f"len(list_intersect(string_split({column}_l, ' '), string_split({column}_r, ' '))) / greatest(1, len(list_distinct(list_concat(string_split({column}_l, ' '), string_split({column}_r, ' ')))))"
    share = share.replace(f"{column}_l", f"lower({column}_l)").replace(f"{column}_r", f"lower({column}_r)")
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[cll.NullLevel(column), cll.ExactMatchLevel(column)]
        + [cll.CustomLevel(f"{share} >= {t}", f"words {t}") for t in (thresholds or (0.7, 0.4))]
        + [cll.JaroWinklerLevel(column, 0.88), cll.ElseLevel()],
    )


def number(column, *within):
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[cll.NullLevel(column), cll.ExactMatchLevel(column)]
        + [cll.CustomLevel(f"abs(try_cast({column}_l as double) - try_cast({column}_r as double)) <= {w}", f"within {w}") for w in within]
        + [cll.ElseLevel()],
    )


def ratio(column, *within):
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[cll.NullLevel(column), cll.ExactMatchLevel(column)]
        + [cll.CustomLevel(f"abs(try_cast({column}_l as double) - try_cast({column}_r as double)) <= {w} * try_cast({column}_l as double)", f"share {w}") for w in within]
        + [cll.ElseLevel()],
    )


def position(latitude, longitude, *within):
    def half(column):
        return f"pow(sin(radians(try_cast({column}_r as double) - try_cast({column}_l as double)) / 2), 2)"

    share = f"{half(latitude)} + cos(radians(try_cast({latitude}_l as double))) * cos(radians(try_cast({latitude}_r as double))) * {half(longitude)}"
    return cl.CustomComparison(
        output_column_name="position",
        comparison_levels=[cll.NullLevel(latitude)]
        + [cll.CustomLevel(f"6371 * 2 * asin(least(1, sqrt({share}))) <= {km}", f"{km} km") for km in within]
        + [cll.ElseLevel()],
    )


def birth(column, form="%Y-%m-%d"):
    return cl.DateOfBirthComparison(column, input_is_string=True, datetime_format=form, invalid_dates_as_null=True)


def rules(*texts):
    """`a b` → block on a and b; a piece in brackets is SQL: `a (substr(b,1,4))`."""
    return [block_on(*pieces(text)) for text in texts]


def pieces(text):
    out, depth, now = [], 0, ""
    for letter in text + " ":
        if letter == " " and depth == 0:
            if now:
                out.append(now[1:-1] if now.startswith("(") else now)
            now = ""
            continue
        depth += {"(": 1, ")": -1}.get(letter, 0)
        now += letter
    return out


class Plan:
    def __init__(self, compare, block, strong, train):
        self.compare, self.block, self.strong, self.train = compare, rules(*block), strong, rules(*train)


def same(*columns):
    return " and ".join(f"l.{c} = r.{c}" for c in columns)


FEBRL_BLOCK = ["soc_sec_id", "given_name surname", "date_of_birth", "given_name postcode", "surname postcode", "address_1 street_number", "postcode street_number", "suburb given_name"]
FEBRL_TRAIN = ["date_of_birth", "postcode street_number", "given_name surname"]


def febrl(plan):
    if plan == 1:
        compare = [name("given_name"), name("surname"), edits("date_of_birth"), edits("soc_sec_id"), exact("street_number"), near("address_1", 0.9, 0.8), tf(near("suburb", 0.9)), edits("postcode")]
    else:
        compare = [name("given_name"), name("surname"), birth("date_of_birth", "%Y%m%d"), edits("soc_sec_id"), exact("street_number"), near("address_1", 0.9, 0.8), near("address_2", 0.9), tf(near("suburb", 0.9)), edits("postcode"), exact("state")]
    return Plan(compare, FEBRL_BLOCK, [same("soc_sec_id")], FEBRL_TRAIN)


def fake_1000(plan):
    if plan == 1:
        compare = [name("first_name"), name("surname"), edits("dob"), exact("city"), cl.EmailComparison("email")]
    else:
        compare = [cl.ForenameSurnameComparison("first_name", "surname"), birth("dob"), exact("city"), near("email", 0.9)]
    block = ["first_name", "surname", "dob", "email", "(substr(dob,1,7)) city"]
    return Plan(compare, block, [same("first_name", "dob"), same("email")], ["first_name surname", "dob"])


def persons(plan, given="given_name", town="town"):
    if plan == 1:
        compare = [name(given), name("surname"), edits("dob"), exact(town), levels("phone", 1), near("street", 0.9)]
    else:
        compare = [name(given), name("surname"), birth("dob"), exact(town), levels("phone", 1, 2), near("street", 0.92, 0.85)]
    block = [f"{given} surname (substr(dob,1,4))", "dob surname", f"dob {given}", "phone", "street surname", f"street {given}"]
    return Plan(compare, block, [same(given, "surname", "dob"), same("phone", "dob")], ["dob surname", f"{given} surname"])


def households(plan, *more):
    block = ["given surname", "dob surname", "dob given", "phone given", "address given", "surname address (substr(dob,1,4))"]
    if plan == 1:
        compare = [name("given"), name("surname"), edits("dob"), near("address", 0.9), levels("phone", 1), *more]
    else:
        compare = [cl.ForenameSurnameComparison("given", "surname"), birth("dob"), near("address", 0.92, 0.85), levels("phone", 1, 2), *more]
    return Plan(compare, block, [same("given", "surname", "dob"), same("phone", "dob")], ["dob surname", "given surname"])


def chinese_shops(plan):
    block = ["name", "phone", "address", "(substr(name,1,3)) (substr(address,1,3))", "(round(try_cast(lat as double),3)) (round(try_cast(lon as double),3))", "(substr(name,1,4))"]
    apart = position("lat", "lon", 0.05, 0.2, 1)
    if plan == 1:
        compare = [tf(near("name", 0.95, 0.88, 0.75)), near("address", 0.95, 0.85), levels("phone", 1, 2), apart]
    else:
        compare = [tf(levels("name", 1, 2, 4)), levels("address", 1, 3), exact("phone"), apart]
    return Plan(compare, block, [same("name", "phone"), same("name", "address")], ["phone", "(substr(name,1,4))"])


def historical(plan):
    block = ["(substr(first_name,1,3)) (substr(surname,1,4))", "surname dob", "first_name dob", "postcode first_name", "postcode surname", "dob birth_place", "dob postcode", "(substr(postcode,1,3)) first_name", "(substr(postcode,1,3)) surname", "(substr(first_name,1,2)) (substr(surname,1,2)) (substr(dob,1,4))"]
    if plan == 1:
        compare = [cl.ForenameSurnameComparison("first_name", "surname"), edits("dob", 1, 2), exact("birth_place"), edits("postcode", 1, 2), exact("occupation")]
    else:
        compare = [name("first_name"), name("surname"), birth("dob"), cl.PostcodeComparison("postcode"), tf(near("birth_place", 0.9)), exact("occupation")]
    return Plan(compare, block, [same("first_name", "surname", "dob"), same("postcode", "dob")], ["first_name surname", "dob"])


def voters(plan):
    block = ["first_name last_name", "last_name address", "first_name address", "last_name zip age", "first_name zip age", "address age", "(substr(first_name,1,3)) zip (substr(last_name,1,3))"]
    if plan == 1:
        compare = [name("first_name"), near("middle_name", 0.9), name("last_name"), number("age", 2, 4), near("address", 0.92, 0.85), exact("town"), edits("zip", 1)]
    else:
        compare = [cl.ForenameSurnameComparison("first_name", "last_name"), near("middle_name", 0.9), number("age", 1, 2, 4), words("address"), exact("town"), exact("zip")]
    return Plan(compare, block, [same("first_name", "last_name", "address")], ["first_name last_name", "address"])


def organisations(plan):
    block = ["(lower(substr(name,1,6)))", "postcode (lower(substr(name,1,2)))", "phone", "address", "city (lower(substr(name,1,4)))", "website", "postcode (substr(address,1,4))"]
    if plan == 1:
        compare = [tf(near("name", 0.95, 0.88, 0.75)), near("address", 0.92, 0.8), exact("city"), edits("postcode", 1), exact("country"), levels("phone", 1, 3), near("website", 0.9)]
    else:
        compare = [words("name", 0.75, 0.5, 0.3), words("address"), exact("city"), edits("postcode", 1), exact("country"), levels("phone", 1, 3), near("website", 0.9)]
    return Plan(compare, block, [same("name", "postcode"), same("phone", "city")], ["(lower(substr(name,1,6)))", "postcode"])


def restaurants(plan):
    block = ["(substr(name,1,4))", "(substr(address,1,6)) city", "name", "address", "city (substr(name,1,2))"]
    if plan == 1:
        compare = [near("name", 0.95, 0.88, 0.75), near("address", 0.92, 0.85, 0.75), tf(near("city", 0.9)), near("cuisine", 0.9)]
    else:
        compare = [words("name"), words("address"), tf(near("city", 0.9)), exact("cuisine")]
    return Plan(compare, block, [same("name", "city"), same("address", "city")], ["name", "address"])


def places(plan):
    where = ["(round(cast(latitude as double),2)) (round(cast(longitude as double),2))"]
    block = ["name town", "name type", "address town", "(substr(name,1,5)) (round(cast(latitude as double),1))"] + where
    apart = position("latitude", "longitude", 0.1, 0.5, 5)
    if plan == 1:
        compare = [near("name", 0.95, 0.88, 0.75), exact("type"), near("address", 0.92, 0.8), exact("town"), apart]
    else:
        compare = [words("name", 0.8, 0.5, 0.3), exact("type"), words("address"), exact("town"), apart]
    return Plan(compare, block, [same("name", "address"), same("name", "type", "town")], ["name", "address", "type town"])


def publications(plan):
    block = ["(lower(substr(title,1,8)))", "(lower(substr(title,1,4))) year", "authors", "(substr(authors,1,6)) year", "(lower(title[-8:])) year"]
    if plan == 1:
        compare = [near("title", 0.97, 0.9, 0.8), near("authors", 0.92, 0.8), exact("venue"), number("year", 1)]
    else:
        compare = [words("title", 0.8, 0.5, 0.3), words("authors", 0.6, 0.3), near("venue", 0.9), number("year", 1)]
    return Plan(compare, block, [same("title", "year"), same("authors", "title")], ["(lower(substr(title,1,8)))", "authors"])


def songs(plan):
    block = ["title", "(lower(substr(title,1,6)))", "artist album", "album number", "artist (substr(title,5,5))", "artist year", "(lower(title[-6:]))", "length artist"]
    if plan == 1:
        compare = [exact("number"), near("title", 0.97, 0.9, 0.8), exact("length"), tf(near("artist", 0.92, 0.8)), tf(near("album", 0.92, 0.8)), number("year", 1), exact("language")]
    else:
        compare = [exact("number"), words("title", 0.8, 0.5, 0.3), exact("length"), words("artist"), words("album"), number("year", 1), exact("language")]
    return Plan(compare, block, [same("title", "artist", "album"), same("title", "album", "year")], ["title", "artist album"])


def products(plan):
    block = ["maker", "(lower(substr(name,1,8)))", "(lower(name[-6:]))", "(lower(split_part(name,' ',2)))", "(lower(split_part(name,' ',3)))", "(lower(split_part(name,' ',4)))"]
    if plan == 1:
        compare = [near("name", 0.95, 0.88, 0.75), tf(near("maker", 0.9)), ratio("price", 0.05, 0.2)]
    else:
        compare = [words("name", 0.8, 0.6, 0.4), tf(near("maker", 0.9)), ratio("price", 0.05, 0.2)]
    return Plan(compare, block, [same("name")], ["(lower(substr(name,1,8)))", "maker"])


def chinese_persons(plan, numbered=False):
    block = ["name birth_date", "name (substr(birth_date,1,4))", "phone", "birth_date (substr(name,1,1))", "address", "name address", "name phone"] + (["id_number"] if numbered else [])
    if plan == 1:
        compare = [tf(levels("name", 1)), exact("sex"), edits("birth_date", 1, 2), levels("phone", 1), near("address", 0.92, 0.8)]
    else:
        compare = [tf(near("name", 0.9, 0.75)), exact("sex"), edits("birth_date", 1, 2), levels("phone", 1), levels("address", 2, 6)]
    if numbered:
        compare.append(edits("id_number", 1, 3))
    strong = [same("name", "birth_date"), same("name", "phone")] + ([same("id_number")] if numbered else [])
    return Plan(compare, block, strong, ["name", "birth_date", "phone"])


def chinese_companies(plan, codes=True):
    block = ["name", "(substr(name,1,6))", "phone", "address", "representative (substr(name,1,2))", "representative (substr(name,4,2))", "(substr(name,4,4))", "(substr(name,3,4))", "representative address"] + (["credit_code"] if codes else [])
    if plan == 1:
        compare = [near("name", 0.95, 0.88, 0.75), tf(levels("representative", 1)), near("address", 0.92, 0.8), levels("phone", 1)]
    else:
        compare = [levels("name", 2, 5, 8), tf(levels("representative", 1)), levels("address", 2, 6, 10), levels("phone", 1)]
    if codes:
        compare.append(edits("credit_code", 1, 2))
    strong = [same("name"), same("phone", "representative")] + ([same("credit_code")] if codes else [])
    return Plan(compare, block, strong, ["name", "representative", "phone"])


def city_persons(plan):
    block = ["name birth_date", "name (substr(birth_date,1,4))", "phone", "name address", "birth_date address", "birth_date (substr(name,1,1)) sex"]
    if plan == 1:
        compare = [tf(levels("name", 1)), exact("sex"), edits("birth_date", 1, 2), levels("phone", 1), near("address", 0.95, 0.85)]
    else:
        compare = [tf(near("name", 0.9, 0.75)), exact("sex"), edits("birth_date", 1), levels("phone", 1, 2), levels("address", 2, 5)]
    return Plan(compare, block, [same("name", "birth_date"), same("name", "phone")], ["name", "birth_date", "address"])


def senzing(plan):
    block = ["(lower(substr(name,1,4)))", "phone", "(lower(substr(address,1,8)))", "dob", "email", "(lower(name[-4:]))"]
    if plan == 1:
        compare = [near("name", 0.95, 0.88, 0.75), edits("dob", 1, 2), near("address", 0.92, 0.8), levels("phone", 1), near("email", 0.92)]
    else:
        compare = [words("name"), exact("dob"), words("address"), exact("phone"), exact("email")]
    return Plan(compare, block, [same("name"), same("phone", "dob")], ["(lower(substr(name,1,4)))", "(lower(substr(address,1,8)))"])


SETS = {
    "febrl1": febrl, "febrl-many": febrl, "febrl-two": febrl, "fake-1000": fake_1000, "persons": persons, "persons-bench": lambda p: persons(p, town="city"), "historical": historical, "households": lambda p: households(p, exact("sex")), "movers": lambda p: households(p, exact("town")), "chinese-shops": chinese_shops, "voters": voters,
    "organisations": organisations, "restaurants": restaurants, "places": places, "publications": publications, "songs": songs, "products": products,
    "chinese-persons": chinese_persons, "chinese-persons-numbered": lambda p: chinese_persons(p, True), "chinese-companies": chinese_companies,
    "chinese-companies-bare": lambda p: chinese_companies(p, False), "city-persons": city_persons, "senzing": senzing,
}
TWO_LISTS = {"febrl-two", "voters", "publications", "products"}


def cleaned(columns):
    """What a careful user does before Splink: one case, dates in one form, digits only in phone numbers."""
    forms = ", ".join(f"try_strptime(birth_date, '{form}')" for form in ("%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日"))
    special = {"birth_date": f"coalesce(strftime(coalesce({forms}), '%Y-%m-%d'), birth_date)", "phone": "nullif(regexp_replace(phone, '[^0-9]', '', 'g'), '')", "id_number": "upper(id_number)", "credit_code": "upper(credit_code)"}
    return ", ".join(f"{special.get(c, f'trim(lower({c}))')} as {c}" for c in columns)


# The truth set's files have columns of their own; this is what they have in common.
SENZING = """select regexp_extract(filename, '([^/]+)$', 1) || '/' || record_id as unique_id,
    lower(coalesce(primary_name_full, primary_name_org, nullif(concat_ws(' ', primary_name_first, primary_name_middle, primary_name_last), ''), native_name_full)) as name,
    date_of_birth as dob, lower(coalesce(addr_full, nullif(concat_ws(' ', addr_line1, addr_city, addr_state, addr_postal_code), ''))) as address,
    nullif(regexp_replace(phone_number, '[^0-9]', '', 'g'), '') as phone, lower(email_address) as email
  from read_csv({files}, union_by_name=true, filename=true, all_varchar=true, nullstr='')"""


def load(con, asked):
    """Tables of records, with column unique_id, and table truth (id, t). One table, or two where two lists are linked."""
    files = sorted(f for f in glob.glob(os.path.join(asked.folder, "*.csv*")) if not os.path.basename(f).startswith("truth"))
    con.execute(f"create table truth as select * from read_csv('{asked.folder}/truth.csv', all_varchar=true)")
    named = "file" in [c for (c, *_) in con.execute("describe truth").fetchall()]
    con.execute(f"create or replace table truth as select {'file || chr(47) || id' if named else 'id'} as id, cluster as t from truth")
    if asked.set == "senzing":
        con.execute("create table input_0 as " + SENZING.format(files=files))
        return ["input_0"]
    for at, file in enumerate(files):
        columns = [c for (c, *_) in con.execute(f"describe select * from read_csv('{file}', all_varchar=true)").fetchall()]
        con.execute(f"create table input_{at} as select {asked.id} as unique_id, {cleaned([c for c in columns if c != asked.id])} from read_csv('{file}', all_varchar=true, nullstr='')")
    return [f"input_{at}" for at in range(len(files))]


SWEEPS = {"many": [0.002, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999, 0.999999], "few": [0.5, 0.9, 0.95, 0.99, 0.999]}


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("set", choices=sorted(SETS))
    asked.add_argument("folder")
    asked.add_argument("--id", default="id", help="column of the records' id")
    asked.add_argument("--plan", type=int, default=1)
    asked.add_argument("--sweep", choices=sorted(SWEEPS), default="many")
    asked = asked.parse_args()
    plan = SETS[asked.set](asked.plan)
    con = duckdb.connect()
    one = lambda sql: con.execute(sql).fetchall()[0]
    started = time.time()
    api = DuckDBAPI(connection=con)
    tables = load(con, asked)
    inputs = [api.register(table) for table in tables]
    is_link = asked.set in TWO_LISTS
    settings = SettingsCreator(link_type="link_only" if is_link else "dedupe_only", comparisons=plan.compare, blocking_rules_to_generate_predictions=plan.block, retain_matching_columns=False)
    linker = Linker(inputs if len(inputs) > 1 else inputs[0], settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match(plan.strong, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    for rule in plan.train:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        except Exception as error:  # a rule that leaves nothing to learn from; the others still train
            print(f"{asked.set}: training on {rule} gave up: {str(error)[:200]}", file=sys.stderr)
    pairs = linker.inference.predict(threshold_match_probability=0.001)
    linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    seconds = time.time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    cross = "" if not is_link else "and split_part(a.id, '-', 1) <> split_part(b.id, '-', 1)"
    true_pairs = one(f"select count(*) from truth a join truth b on a.t = b.t and a.id < b.id {cross}")[0]
    con.execute(f"create table judged as select e.match_weight w, (a.t = b.t) ok from {pairs.physical_name} e join truth a on a.id = e.unique_id_l join truth b on b.id = e.unique_id_r")
    edge = one(f"with c as (select w, sum(count(*)) over (order by w desc) n, sum(sum(ok::int)) over (order by w desc) tp from judged group by w) select w, tp/n, tp/{true_pairs}, 2.0*tp/(n+{true_pairs}) f from c order by f desc limit 1")
    best, at_95 = None, None
    for threshold in SWEEPS[asked.sweep]:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=threshold)
        con.execute(f"create or replace table k as select unique_id id, cluster_id c, t, split_part(unique_id, '-', 1) f from {found.physical_name} x join truth on truth.id = x.unique_id")
        # Of two lists, pairs across them are asked for; pairs within one list that clusters imply are wrong or right all the same and left out for both sides.
        count = lambda by: one(f"select sum(n*(n-1)/2) from (select count(*) n from k group by {by})")[0] or 0
        n, tp = count("c"), count("c, t")
        if cross:
            n, tp = n - count("c, f"), tp - count("c, t, f")
        p, r = (tp / n if n else 1.0), tp / true_pairs
        figures = dict(threshold=threshold, precision=p, recall=r, f1=2 * tp / (n + true_pairs))
        if threshold == 0.95:
            at_95 = figures
        if best is None or figures["f1"] > best["f1"]:
            best = figures
    judged = one("select count(*), sum(ok::int) from judged")
    print(json.dumps(dict(set=asked.set, plan=asked.plan, seconds=seconds, memoryMb=memory, truePairs=true_pairs, candidatePairs=judged[0], candidateRecall=(judged[1] or 0) / true_pairs,
                          bestEdges=dict(weight=edge[0], precision=edge[1], recall=edge[2], f1=edge[3]) if edge else None, bestClusters=best, clustersAt95=at_95)))


if __name__ == "__main__":
    main()
