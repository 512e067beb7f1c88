package dev.rollcall.api;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.agreed.Agreement;
import java.time.InstantSource;

/** What of a node the HTTP side speaks for. */
public record ApiPorts(
    Registry registry,
    ServiceSettingsBook settings,
    Catalog catalog,
    Membership membership,
    Agreement agreement,
    InstantSource time) {}
