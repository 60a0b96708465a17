/// Requests to web servers, handed in: a simulation brings its own network.
@NullMarked
package io.fumarole.agent.web;

import org.jspecify.annotations.NullMarked;
