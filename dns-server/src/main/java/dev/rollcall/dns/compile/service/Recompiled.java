package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.service.CompiledService.Changed;
import dev.rollcall.dns.zone.Node;
import java.util.List;

/**
 * What became of a service.
 *
 * @param service as it is now
 * @param changed instances that are others than before
 * @param shown nodes that were made anew
 * @param hidden nodes that go; in the place of some a new one stands
 */
public record Recompiled(
    CompiledService service, Changed changed, List<Node> shown, List<Node> hidden) {}
