"""What the nemesis may do at the same time.

    cd load-tests && python3 -m unittest faults.test_nemesis
"""

import random
import types
import unittest

from . import kinds
from .nemesis import draw_round


def cluster(size):
    losable = 2 if size >= 5 else 1
    numbers = list(range(1, size + 1))
    return types.SimpleNamespace(numbers=numbers, guest=size + 1, losable=losable)


def rounds(size=5, seed=1, count=300):
    dice = random.Random(seed)
    for _ in range(count):
        yield [fault for _, fault in draw_round(dice, cluster(size), list(kinds.ALL), 4)]


class RoundsTest(unittest.TestCase):
    def test_the_same_seed_draws_the_same(self):
        def told(seed):
            return [str(fault) for round in rounds(seed=seed) for fault in round]

        self.assertEqual(told(1), told(1))
        self.assertNotEqual(told(1), told(2))

    def test_each_kind_is_drawn(self):
        self.assertEqual(set(kinds.ALL), {fault.kind for round in rounds() for fault in round})

    def test_no_more_nodes_are_lost_than_a_registration_has_backups(self):
        for size, losable in ((5, 2), (3, 1)):
            for round in rounds(size):
                lost = [fault.loses for fault in round if not fault.alone]
                self.assertLessEqual(len(set().union(*lost)), losable)

    def test_nothing_else_goes_wrong_while_all_restart(self):
        for round in rounds():
            if any(fault.alone for fault in round):
                self.assertEqual(1, len(round))

    def test_two_faults_do_not_touch_one_node(self):
        for round in rounds():
            touched = [node for fault in round for node in fault.nodes]
            self.assertEqual(len(touched), len(set(touched)))

    def test_a_pause_is_between_one_and_sixty_seconds(self):
        held = [f.hold for round in rounds() for f in round if f.kind == "pause"]
        self.assertTrue(all(1 <= seconds <= 60 for seconds in held))
        self.assertGreater(max(held), 20)


if __name__ == "__main__":
    unittest.main()
