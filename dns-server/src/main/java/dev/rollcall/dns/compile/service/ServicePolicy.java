package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.registry.service.LocalityPreference;
import java.time.Duration;
import java.util.Optional;

/**
 * How a service is answered, whoever of it is: as its settings say, else as the node does.
 *
 * @param ttl of its records, in whole seconds
 * @param answer how much is answered
 * @param locality whether clients get what is near; empty for what the node says
 */
record ServicePolicy(Duration ttl, AnswerPolicy answer, Optional<LocalityPreference> locality) {}
