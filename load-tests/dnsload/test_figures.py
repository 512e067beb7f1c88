"""Tests of the arithmetic, and of how the output of other programs is read."""

import json
import tempfile
import unittest
from pathlib import Path

from dnsload import changes, comparison, dnsperf, figures, names, prober, rounds, sample, scale

DNSPERF = """
[Status] Testing complete (time limit)

Statistics:

  Queries sent:         46394
  Queries completed:    46300 (99.80%)
  Queries lost:         94 (0.20%)

  Response codes:       NOERROR 46290 (99.98%), SERVFAIL 7 (0.01%), NXDOMAIN 3 (0.01%)
  Average packet size:  request 40, response 280
  Run time (s):         2.055695
  Queries per second:   22568.523054
"""


def measured(round, server, cpu, rate=80_000, **more):
    values = {"transport": "udp", "answered": 79_000.0, "count": 790_000, "lost": 0.0}
    values |= {"refused": 0, "octets": 218, "p50": 5e-5, "p99": 1e-4, "p999": 2e-4, **more}
    return rounds.Measured(round=round, server=server, rate=rate, cpu=cpu, **values)


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


class FiguresTest(unittest.TestCase):
    def test_a_percentile_is_a_value_that_occurred(self):
        values = list(range(1, 1001))
        self.assertEqual(500, figures.percentile(values, 0.5))
        self.assertEqual(990, figures.percentile(values, 0.99))
        self.assertEqual(999, figures.percentile(values, 0.999))
        self.assertEqual(7, figures.percentile([7], 0.999))

    def test_percentiles_do_not_need_sorted_values(self):
        self.assertEqual(2, figures.percentile([3, 1, 2], 0.5))

    def test_a_median_is_of_what_is_there(self):
        self.assertEqual(2, figures.median([None, 3, 1, 2]))
        self.assertIsNone(figures.median([None]))

    def test_a_ratio_compares_values_of_the_same_round(self):
        # The second round was slow for both: it says as much as the others.
        self.assertEqual(0.5, figures.median_ratio([1, 10, 2], [2, 20, 4]))
        self.assertEqual(0.5, figures.median_ratio([1, 9, None], [2, None, 1]))
        self.assertIsNone(figures.median_ratio([1], [0]))


class OutputTest(unittest.TestCase):
    def test_dnsperf_is_read(self):
        asked = dnsperf.read(DNSPERF)
        self.assertEqual(dnsperf.Asked(46394, 46300, 2.055695, 10, 280), asked)

    def test_dnsperf_without_answers_is_read(self):
        silent = DNSPERF.replace("46300 (99.80%)", "0 (0.00%)")
        silent = silent.replace(dnsperf.CODES.search(DNSPERF)[0], "")
        asked = dnsperf.read(silent.replace("request 40, response 280", "request 40, response 0"))
        self.assertEqual((0, 0, 0), (asked.completed, asked.refused, asked.octets))

    def test_other_output_than_that_of_dnsperf_is_refused(self):
        with self.assertRaisesRegex(ValueError, "nothing of seconds"):
            dnsperf.read(DNSPERF.replace("Run time", "Time"))

    def test_the_prober_is_read(self):
        probed = prober.read("3 sent 1 wrong 1 undisturbed\n1500\n2000\n")
        self.assertEqual(prober.Probed(3, 1, [1.5e-6, 2e-6]), probed)

    def test_the_prober_takes_no_more_than_half_of_the_queries(self):
        self.assertEqual(prober.RATE, prober.share(80_000))
        self.assertEqual(1000, prober.share(2000))


class ComparisonTest(unittest.TestCase):
    VERSIONS = {"rollcall": "1", "nsd": "4"}

    def rows(self, *all_of_them):
        return [cells(line) for line in comparison.tables(all_of_them, self.VERSIONS)]

    def test_a_ratio_is_ours_to_theirs(self):
        ours, theirs = measured(0, "rollcall", 5e-6), measured(0, "nsd", 10e-6, p999=1e-4)
        nsd = self.rows(ours, theirs)[-2]
        at = comparison.HEAD.index("rollcall ÷ it")
        self.assertEqual(["nsd", "4"], nsd[:2])
        self.assertEqual("0.50", nsd[at])
        self.assertEqual("2.00", nsd[comparison.HEAD.index("rollcall ÷ it", at + 1)])

    def test_a_round_that_one_lacks_counts_for_the_other_alone(self):
        both = [measured(0, "rollcall", 5e-6), measured(0, "nsd", 10e-6)]
        nsd = self.rows(*both, measured(1, "rollcall", 50e-6))[-2]
        self.assertEqual("0.50", nsd[comparison.HEAD.index("rollcall ÷ it")])

    def test_each_load_has_a_table(self):
        at_most = measured(0, "rollcall", 4e-6, rate=None)
        lines = list(comparison.tables([measured(0, "rollcall", 5e-6), at_most], self.VERSIONS))
        self.assertIn("UDP, at 80,000 queries a second:", lines)
        self.assertIn("UDP, as many as are answered:", lines)

    def test_a_server_that_was_not_measured_has_no_figures(self):
        self.assertEqual({"–"}, set(self.rows(measured(0, "rollcall", 5e-6))[-2][2:]))

    def test_wrong_answers_are_a_fault_and_a_slow_server_is_none(self):
        self.assertEqual("7 answers without records", measured(0, "nsd", 1, refused=7).fault)
        self.assertEqual("lost most queries", measured(0, "nsd", 1, lost=0.6).fault)
        self.assertIsNone(measured(0, "nsd", 1, lost=0.4).fault)
        self.assertIsNone(measured(0, "nsd", 1, rate=None, lost=0.6).fault)

    def test_rounds_are_kept_for_the_same_conditions_only(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "kept"
            self.assertEqual([], rounds.kept(path, {"seconds": 1}))
            rounds.keep(path, {"seconds": 1}, [measured(0, "nsd", 1e-5)])
            self.assertEqual([measured(0, "nsd", 1e-5)], rounds.kept(path, {"seconds": 1}))
            self.assertEqual({"conditions", "measured"}, set(json.loads(path.read_text())))
            with self.assertRaisesRegex(SystemExit, "other conditions"):
                rounds.kept(path, {"seconds": 2})


class ScaleTest(unittest.TestCase):
    def test_p99_under_changes_is_compared_with_that_of_the_same_round(self):
        loads = []
        for number, slowness in enumerate((1, 9, 1)):
            values = {"cpu": 5e-6, "dns_cpu": 4e-6, "p50": 2e-5, "lost": 0.0, "octets": 218}
            idle = {**values, "p99": slowness * 1e-4, "label": "few", "round": number}
            loads += [scale.Load(**idle)]
            loads += [scale.Load(**{**idle, "p99": slowness * 2e-4}, changes=1000, change_cpu=1e-4)]
        row = cells(next(line for line in scale.tables(loads, [], 40_000) if "1,000" in line))
        self.assertEqual("2.00", row[scale.CHANGING.index("÷ alone")])
        self.assertEqual("100 µs", row[scale.CHANGING.index("CPU of each")])

    def test_cpu_is_compared_with_that_of_the_first(self):
        few, many = self.loads("few"), self.loads("many", cpu=10e-6)
        lines = list(scale.tables([*few, *many], [], 40_000))
        row = cells(next(line for line in lines if line.startswith("| many")))
        self.assertEqual("2.00", row[scale.ALONE.index("÷ first")])

    def test_a_load_in_which_no_change_came_through_is_no_load_without_changes(self):
        idle, changing = self.loads()
        stuck = scale.Load(**{**vars(changing), "changes": 0.0, "change_cpu": None})
        row = cells(list(scale.tables([idle, stuck], [], 20_000))[10])
        self.assertEqual(["many", "0", "–"], row[:3])

    def test_the_heap_of_an_empty_node_is_no_instance(self):
        memory = scale.Memory("many", 10_000, 2.0, 1 << 28, 1 << 20, (1 << 20) + 20_000_000)
        row = cells(list(scale.tables(self.loads(), [memory], 40_000))[-1])
        self.assertEqual(["many", "5,000", "256 MiB", "20 MiB", "2,000 octets"], row)

    def loads(self, label="many", cpu=5e-6):
        values = {"round": 0, "cpu": cpu, "dns_cpu": 4e-6, "p50": 2e-5, "p99": 1e-4}
        values |= {"label": label, "lost": 0.0, "octets": 218}
        return [scale.Load(**values), scale.Load(**values, changes=1000)]


class ChangesTest(unittest.TestCase):
    def test_each_registration_changes_an_instance_and_all_have_their_turn(self):
        addresses = list(names.addresses(names.services(2), 3).items())
        first, second = (
            [changes.request(addresses, number) for number in range(start, start + 6)]
            for start in (0, 6)
        )
        self.assertEqual(6, len({path for path, _ in first}))
        self.assertNotEqual(first[0][0].split("/")[4], first[1][0].split("/")[4])
        self.assertTrue(all(":8081," in body for _, body in first))
        self.assertTrue(all(":8080," in body for _, body in second))


class SampleTest(unittest.TestCase):
    def test_an_answer_has_all_instances_or_a_hundred(self):
        few, many = names.addresses(["s"], 3)["s"], names.addresses(["s"], 300)["s"]
        self.assertTrue(sample.is_whole({(8080, one) for one in few}, few))
        self.assertFalse(sample.is_whole({(8080, one) for one in few[1:]}, few))
        self.assertFalse(sample.is_whole({(8081, one) for one in few}, few))
        self.assertTrue(sample.is_whole({(8080, one) for one in many[:100]}, many))
        self.assertFalse(sample.is_whole(set(), many))


class NamesTest(unittest.TestCase):
    def test_all_names_are_asked_and_have_one_length(self):
        services = names.services(1000)
        asked = names.questions(services).splitlines()
        self.assertEqual({f"{service}.{names.ZONE} SRV" for service in services}, set(asked))
        self.assertEqual(1, len({len(line) for line in asked}))

    def test_no_two_instances_have_one_address(self):
        found = names.addresses(names.services(100_000), 3)
        every = [address for all_of_it in found.values() for address in all_of_it]
        self.assertEqual(300_000, len(set(every)))
        self.assertIn("10.4.147.223", every)


if __name__ == "__main__":
    unittest.main()
