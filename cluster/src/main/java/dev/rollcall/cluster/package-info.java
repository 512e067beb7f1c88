/** The registry on several machines: the ports of the domain over Hazelcast. */
@NullMarked
package dev.rollcall.cluster;

import org.jspecify.annotations.NullMarked;
