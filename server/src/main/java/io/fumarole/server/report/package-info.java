/// Reports of campaigns and devices, as CSV for programs and as HTML pages for people.
@NullMarked
package io.fumarole.server.report;

import org.jspecify.annotations.NullMarked;
