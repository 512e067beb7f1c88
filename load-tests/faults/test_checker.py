"""The checker is fed histories with each kind of violation, and such as break no promise.

    cd load-tests && python3 -m unittest faults.test_checker
"""

import unittest

from . import checker, report
from .checker import AGREEMENT, ANSWERS, EVICTION, LEASE, LOST

NODES = (1, 2, 3, 4, 5)
LEASE_SECONDS = 4


class Story:
    """A history in the making. All nodes are up from 0.5 on, and have settled at 20."""

    def __init__(self, nodes=NODES):
        self.nodes = nodes
        self.events = [{"kind": "run", "at": 0.0}]
        for node in nodes:
            self.node(node, "start", 0.0)
            self.node(node, "ready", 0.5)

    def node(self, node, what, at):
        self.events.append({"kind": "node", "node": node, "what": what, "at": at})

    def fault(self, kind, nodes, begin, end, **more):
        event = {"kind": "fault", "fault": kind, "nodes": nodes, "begin": begin, "end": end}
        self.events.append(event | more)

    def quiet(self, begin, end):
        self.events.append({"kind": "quiet", "begin": begin, "whole": begin, "end": end})

    def op(self, op, at, id="a", node=1, status=204, took=0.01, **more):
        event = {"kind": "op", "op": op, "service": "s", "id": id, "node": node, "status": status}
        self.events.append(event | {"begin": at, "end": at + took} | more)

    def register(self, at, id="a", node=1, status=201):
        self.op("register", at, id, node, status, lease=LEASE_SECONDS, address=address(id))

    def alive(self, begin, end, id="a", node=1):
        """Registers, then sends a heartbeat each second."""
        self.register(begin, id, node)
        self.beats(begin + 1, end, id, node)

    def beats(self, begin, end, id="a", node=1):
        at = begin
        while at < end:
            self.op("renew", at, id, node)
            at += 1

    def crash(self, at, id="a"):
        self.op("crash", at, id, None, None, took=0)

    def answers(self, begin, end, who="a", nodes=None, rcode=0, every=0.5):
        """Each node answers like this, from begin until just before end."""
        for node in nodes or self.nodes:
            at = begin
            while at < end:
                self.answer(at, who, node, rcode)
                at += every

    def answer(self, at, who="a", node=1, rcode=0, took=0.002):
        event = {"kind": "answer", "node": node, "service": "s", "begin": at, "end": at + took}
        self.events.append(event | {"rcode": rcode, "who": [address(id) for id in who]})

    def found(self):
        order = sorted(self.events, key=lambda event: event.get("at", event.get("begin")))
        return checker.check(order)

    def promises(self):
        return {violation.promise for violation in self.found().violations}


def address(id):
    return f"10.0.0.{ord(id)}"


class CleanTest(unittest.TestCase):
    def assert_clean(self, story):
        self.assertEqual([], story.found().violations)

    def test_a_life_from_registration_to_deregistration(self):
        story = Story()
        story.answers(1, 20, "", rcode=3)
        story.alive(20.1, 30)
        story.answers(22, 30)
        story.op("deregister", 30)
        story.answers(31.2, 40, "")
        self.assert_clean(story)

    def test_a_crashed_instance_goes_when_its_lease_is_over(self):
        story = Story()
        story.alive(20, 25)
        story.crash(25.5)
        story.answers(22, 28.9)
        story.answers(29, 40, "")
        self.assert_clean(story)

    def test_news_takes_a_moment_to_other_nodes(self):
        story = Story()
        story.register(20)
        story.answers(20.02, 20.8, "", nodes=[2, 3])
        self.assert_clean(story)

    def test_a_crash_of_the_owner_makes_a_lease_start_over(self):
        story = Story()
        story.alive(20, 25)
        story.crash(25.5)
        story.node(3, "kill", 26)
        story.answers(27, 26 + LEASE_SECONDS + 2)
        self.assert_clean(story)

    def test_two_crashes_at_once_are_noticed_later(self):
        story = Story()
        story.alive(20, 25)
        story.crash(25.5)
        story.node(3, "kill", 26)
        story.node(4, "kill", 26.1)
        story.answers(27, 26 + 6 + LEASE_SECONDS, nodes=[1, 2, 5])
        self.assert_clean(story)

    def test_the_majority_may_end_what_renews_with_the_minority(self):
        story = Story()
        story.alive(20, 80, node=1)
        story.fault("partition", [1], 30, 50)
        story.answers(22, 36)
        story.answers(36, 60, "", nodes=[2, 3])
        story.answers(60, 75)
        self.assert_clean(story)

    def test_lost_packets_of_the_oldest_may_cut_off_anybody(self):
        story = Story()
        story.alive(20, 90, node=5)
        story.fault("loss", [1, 3], 30, 45)
        story.answers(37, 60, "", nodes=[1, 2, 3, 4])
        story.answers(75.1, 90)
        self.assert_clean(story)

    def test_what_a_side_registered_the_other_knows_after_healing(self):
        story = Story()
        story.fault("partition", [1], 30, 50)
        story.alive(40, 100, node=1)
        story.answers(42, 75, nodes=[1])
        story.answers(42, 75, "", nodes=[2])
        story.answers(80.1, 95)
        self.assert_clean(story)

    def test_the_untouched_may_lose_one_another_too(self):
        story = Story()
        story.fault("pause", [1, 2], 30, 50)
        story.alive(40, 100, node=3)
        story.answers(42, 75, "", nodes=[4])
        story.answers(80.1, 95, nodes=[4])
        self.assert_clean(story)

    def test_a_paused_node_hears_later_who_registered_again_after_its_lease(self):
        story = Story()
        story.alive(20, 26)
        story.fault("pause", [3], 30, 40)
        story.alive(43, 60)
        story.answers(43.1, 50, "", nodes=[3])
        story.answers(43.1, 50, nodes=[1])
        self.assert_clean(story)

    def test_what_was_not_on_a_disk_when_all_were_killed(self):
        story = killed_all(30, 32, 36)
        story.register(29.95)
        story.answers(36.1, 45, "")
        self.assert_clean(story)

    def test_a_killed_node_is_silent(self):
        story = Story()
        story.answers(20, 30, "")
        story.node(2, "kill", 30)
        story.answers(30, 60, "", nodes=[2], rcode=None)
        self.assert_clean(story)

    def test_a_loading_node_answers_servfail(self):
        story = Story()
        story.answers(0.1, 0.4, "", nodes=[2], rcode=2)
        self.assert_clean(story)

    def test_a_deregistration_without_an_answer_leaves_it_open(self):
        story = Story()
        story.alive(20, 25)
        story.op("deregister", 25.2, status=None, took=1.5)
        story.answers(26, 28, nodes=[1])
        story.answers(26, 28, "", nodes=[2])
        self.assert_clean(story)

    def test_a_registration_without_an_answer_may_be_carried_out_later(self):
        story = Story()
        story.op("register", 20, status=None, took=1.5, lease=LEASE_SECONDS, address=address("a"))
        story.register(22)
        story.op("deregister", 23)
        story.answers(24.5, 35)
        self.assert_clean(story)

    def test_a_heartbeat_without_an_answer_may_count_later(self):
        story = Story()
        story.register(20)
        story.op("renew", 21, status=None, took=1.5)
        story.crash(23)
        story.answers(24.5, 40)
        self.assert_clean(story)

    def test_a_node_whose_journal_was_damaged_learns_from_the_others(self):
        story = killed_all(30, 32, 36, damaged=3)
        story.alive(20, 30)
        story.answers(36.1, 39, nodes=[1, 2, 4, 5])
        story.answers(36.1, 39, "", nodes=[3])
        self.assert_clean(story)

    def test_who_crashed_before_a_restart_of_all_need_not_come_back(self):
        story = killed_all(30, 32, 36)
        story.alive(20, 29)
        story.crash(29.5)
        story.answers(36.1, 39, "")
        self.assert_clean(story)

    def test_a_node_that_is_cut_off_may_deregister_what_it_never_knew(self):
        story = Story()
        story.fault("partition", [1], 30, 50)
        story.alive(31, 44, node=2)
        story.op("deregister", 44, node=1)
        story.answers(80.1, 84)
        self.assert_clean(story)

    def test_a_node_that_starts_while_others_are_cut_off_may_join_them(self):
        story = Story()
        story.alive(20, 60, node=2)
        story.node(3, "kill", 25)
        story.fault("pause", [1], 30, 50)
        story.node(3, "start", 31)
        story.node(3, "ready", 34)
        story.answers(34.1, 50, "", nodes=[3])
        self.assert_clean(story)

    def test_of_two_nodes_cut_off_one_way_one_may_be_with_the_majority(self):
        story = Story()
        story.alive(20, 60, node=1)
        story.fault("one-way", [1, 2], 30, 50)
        story.answers(36, 50, "", nodes=[2])
        self.assert_clean(story)

    def test_news_may_be_lost_with_a_member(self):
        story = Story()
        story.node(3, "kill", 30)
        story.alive(31, 60)
        story.answers(32.5, 41.5, "", nodes=[2])
        self.assert_clean(story)

    def test_clients_that_cannot_reach_a_node_hear_nothing(self):
        story = Story()
        story.fault("clients", [2], 30, 40)
        story.answers(20, 30, "")
        story.answers(30, 40, "", nodes=[2], rcode=None)
        story.answers(40.5, 45, "", nodes=[2])
        self.assert_clean(story)


class LostTest(unittest.TestCase):
    def test_a_registration_that_no_node_has(self):
        story = Story()
        story.alive(20, 22)
        story.answers(21.5, 24, "")
        self.assertEqual({LOST}, story.promises())

    def test_a_registration_that_was_lost_with_a_killed_node(self):
        story = Story()
        story.alive(20, 29, node=1)
        story.answers(22, 25)
        story.node(1, "kill", 25)
        story.answers(25, 29, "", nodes=[2, 3, 4, 5])
        self.assertEqual({LOST}, story.promises())

    def test_a_heartbeat_that_is_not_known(self):
        story = Story()
        story.alive(20, 23)
        story.op("renew", 24, status=404, reason="no trace")
        self.assertEqual({LOST}, story.promises())

    def test_a_registration_that_a_restart_of_all_lost(self):
        story = killed_all(30, 32, 36)
        story.alive(20, 30)
        story.answers(36.1, 39, "", rcode=3)
        self.assertEqual({LOST}, story.promises())

    def test_a_registration_of_the_minority_is_lost_by_the_merge(self):
        story = Story()
        story.fault("partition", [1], 30, 50)
        story.alive(40, 100, node=1)
        story.answers(80.1, 99, "")
        self.assertEqual({LOST}, story.promises())


class LeaseTest(unittest.TestCase):
    def test_a_lease_that_ended_early(self):
        story = Story()
        story.alive(20, 23)
        story.op("renew", 24, status=404, reason={"reason": "expired"})
        story.answers(21.5, 23.5)
        self.assertEqual({LEASE}, story.promises())

    def test_a_lease_that_ended_late(self):
        story = Story()
        story.alive(20, 25)
        story.crash(25.5)
        story.answers(22, 31)
        found = story.found()
        self.assertEqual({LEASE}, {violation.promise for violation in found.violations})
        self.assertIn("longer than allowed", found.violations[0].what)

    def test_a_lease_that_was_doubled_by_a_crash(self):
        story = Story()
        story.alive(20, 25)
        story.crash(25.5)
        story.node(3, "kill", 26)
        story.answers(27, 26 + 2 * LEASE_SECONDS + 4, nodes=[1, 2, 4, 5])
        self.assertEqual({LEASE}, story.promises())

    def test_two_crashes_one_after_the_other_are_noticed_at_once(self):
        story = Story()
        story.alive(20, 25)
        story.crash(25.5)
        story.node(3, "kill", 22)
        story.node(4, "kill", 26)
        story.answers(27, 26 + 6 + LEASE_SECONDS, nodes=[1, 2, 5])
        self.assertEqual({LEASE}, story.promises())

    def test_the_minority_does_not_hold_what_it_knew(self):
        story = Story()
        story.alive(20, 80, node=2)
        story.fault("partition", [1], 30, 50)
        story.answers(22, 36)
        story.answers(36, 45, "", nodes=[1])
        self.assertEqual({ANSWERS}, story.promises())


    def test_a_heartbeat_that_a_paused_node_did_not_pass_on(self):
        story = Story()
        story.register(20, node=1)
        story.op("renew", 23, node=1)
        story.node(1, "pause", 23.1)
        story.fault("pause", [1], 23.1, 43)
        story.answers(21.1, 24, nodes=[2])
        story.answers(25.5, 26, "", nodes=[2, 3, 4, 5])
        self.assertEqual({LEASE}, story.promises())

    def test_the_untouched_end_what_renews_with_them(self):
        story = Story()
        story.alive(20, 60, node=3)
        story.fault("pause", [1, 2], 30, 50)
        story.answers(35, 40, "", nodes=[4])
        self.assertEqual({ANSWERS}, story.promises())


    def test_the_untouched_end_what_renews_with_one_of_them_during_a_one_way_cut(self):
        story = Story()
        story.alive(20, 60, node=3)
        story.fault("one-way", [1, 2], 30, 50)
        story.answers(35, 40, "", nodes=[4])
        self.assertEqual({ANSWERS}, story.promises())


class AnswersTest(unittest.TestCase):
    def test_a_heartbeat_is_not_known_where_it_went(self):
        story = Story()
        story.alive(20, 23, node=2)
        story.answers(22, 24, nodes=[2, 3])
        story.op("renew", 24, node=1, status=404, reason="no trace")
        self.assertEqual({ANSWERS}, story.promises())

    def test_one_node_does_not_show_what_is_alive(self):
        story = Story()
        story.alive(20, 30)
        story.answers(22, 30, nodes=[1, 2, 4, 5])
        story.answers(22, 30, "", nodes=[3])
        self.assertEqual({ANSWERS}, story.promises())

    def test_what_was_ended_while_packets_were_lost_does_not_come_back(self):
        story = Story()
        story.alive(20, 90, node=5)
        story.fault("loss", [1, 3], 30, 45)
        story.answers(75.1, 88, "", nodes=[1, 2, 3, 4])
        story.answers(75.1, 88, nodes=[5])
        self.assertEqual({ANSWERS}, story.promises())

    def test_a_node_loses_what_was_heard_there_while_packets_are_lost(self):
        story = Story()
        story.alive(20, 90, node=5)
        story.fault("loss", [1, 3], 30, 45)
        story.answers(37, 60, "", nodes=[5])
        self.assertEqual({ANSWERS}, story.promises())

    def test_a_short_pause_is_no_excuse(self):
        story = Story()
        story.fault("pause", [3], 30, 32)
        story.alive(31, 60)
        story.answers(45, 50, "", nodes=[2])
        self.assertEqual({ANSWERS}, story.promises())

    def test_a_paused_node_forgets_who_registers_again_within_its_lease(self):
        story = Story()
        story.alive(20, 39)
        story.fault("pause", [3], 30, 40)
        story.alive(41, 60)
        story.answers(43.1, 50, "", nodes=[3])
        story.answers(43.1, 50, nodes=[1, 2, 4, 5])
        self.assertEqual({ANSWERS}, story.promises())

    def test_who_registered_again_after_its_lease_is_not_known_elsewhere(self):
        story = Story()
        story.alive(20, 26)
        story.alive(60, 80)
        story.answers(62, 70, "", nodes=[3])
        story.answers(62, 70, nodes=[1, 2, 4, 5])
        self.assertEqual({ANSWERS}, story.promises())

    def test_a_node_that_joined_is_not_complete(self):
        story = Story()
        story.alive(20, 40)
        story.node(3, "kill", 22)
        story.node(3, "start", 25)
        story.node(3, "ready", 28)
        story.answers(28.1, 30, "", nodes=[3], rcode=3)
        self.assertEqual({ANSWERS}, story.promises())

    def test_a_loaded_node_answers_servfail(self):
        story = Story()
        story.answers(20, 22, "", nodes=[2], rcode=2)
        self.assertEqual({ANSWERS}, story.promises())

    def test_a_live_node_is_silent(self):
        story = Story()
        story.answers(20, 30, "")
        story.answers(30, 32, "", nodes=[2], rcode=None)
        story.answers(32, 40, "")
        found = story.found()
        self.assertEqual({ANSWERS}, {violation.promise for violation in found.violations})
        self.assertAlmostEqual(2, found.silences[2][0], delta=0.1)

    def test_a_resumed_node_stays_silent(self):
        story = Story()
        story.node(2, "pause", 20)
        story.node(2, "resume", 30)
        story.answers(20, 35, "", nodes=[2], rcode=None)
        story.answers(35, 40, "", nodes=[2])
        self.assertEqual({ANSWERS}, story.promises())

    def test_a_node_that_ends_by_itself(self):
        story = Story()
        story.node(2, "gone", 30)
        self.assertEqual({ANSWERS}, story.promises())

    def test_a_node_that_does_not_start(self):
        for words, promises in (("failed: not a member", {ANSWERS}), ("journal: foreign", set())):
            story = Story()
            story.node(2, "kill", 30)
            story.node(2, "gone", 30.1)
            story.node(2, "start", 31)
            story.node(2, "gone", 32)
            story.events.append({"kind": "refusal", "node": 2, "at": 32, "words": words})
            self.assertEqual(promises, story.promises())

    def test_an_address_that_nobody_registered(self):
        story = Story()
        story.answers(20, 21, "z", nodes=[1])
        self.assertEqual({ANSWERS}, story.promises())


class AgreementTest(unittest.TestCase):
    def test_what_was_deregistered_comes_back(self):
        story = Story()
        story.alive(20, 25)
        story.op("deregister", 25)
        story.answers(26.1, 30, "")
        story.answers(30, 32)
        self.assertEqual({AGREEMENT}, story.promises())

    def test_nodes_do_not_agree_after_healing(self):
        story = Story()
        story.register(20)
        story.fault("partition", [1], 30, 50)
        story.quiet(50, 90)
        story.answers(80, 90, nodes=[1])
        story.answers(80, 90, "", nodes=[2, 3, 4, 5])
        self.assertIn(AGREEMENT, story.promises())

    def test_the_time_to_agree_is_measured(self):
        story = Story()
        story.fault("partition", [1], 30, 50)
        story.alive(40, 90, node=1)
        story.quiet(50, 90)
        story.answers(50, 62, "", nodes=[2])
        story.answers(62, 90)
        self.assertAlmostEqual(11.5, story.found().agreed[0], delta=0.1)


class EvictionTest(unittest.TestCase):
    def test_a_paused_node_throws_all_out(self):
        story = Story()
        everybody = "abcdefghijklmnop"
        for id in everybody:
            story.alive(20, 60, id, node=2)
        story.answers(22, 30, everybody)
        story.fault("pause", [1], 30, 40)
        story.node(1, "pause", 30)
        story.node(1, "resume", 40)
        story.answers(40.1, 50, "", nodes=[1])
        story.answers(30, 60, everybody, nodes=[2, 3, 4, 5])
        self.assertEqual({EVICTION}, story.promises())

    def test_few_are_no_eviction(self):
        story = Story()
        for id in "abc":
            story.alive(20, 30, id)
        story.answers(22, 30, "", nodes=[2])
        self.assertEqual({ANSWERS}, story.promises())


class ReportTest(unittest.TestCase):
    def test_violations_are_counted_and_told(self):
        story = Story()
        story.alive(20, 22)
        story.fault("kill", [2], 10, 12)
        story.answers(21.5, 24, "")
        text = "\n".join(report.lines(story.found()))
        self.assertIn("| faults injected | 1: 1 kill |", text)
        self.assertIn("promise 1, a registration survives | 1 |", text)
        self.assertIn("every node does not show s/a", text)

    def test_requests_that_are_refused_though_all_is_well_are_counted(self):
        story = Story()
        story.quiet(50, 90)
        for at in (60, 85):  # the first while nodes may still be busy with one another
            story.op("register", at, status=503, lease=LEASE_SECONDS, address=address("a"))
        self.assertEqual(1, story.found().refused_when_well)

    def test_stalled_clients_make_limits_longer(self):
        story = Story()
        story.register(20)
        story.events.append({"kind": "stall", "who": "askers", "begin": 20.1, "end": 23.1})
        story.answers(22, 23.5, "", nodes=[2])
        self.assertEqual(set(), story.promises())


def killed_all(begin, down, up, **more):
    story = Story()
    for node in NODES:
        story.node(node, "kill", begin)
        story.node(node, "start", down)
        story.node(node, "ready", up)
    story.fault("restart-all", list(NODES), begin, up, by="kill", **more)
    return story


if __name__ == "__main__":
    unittest.main()
