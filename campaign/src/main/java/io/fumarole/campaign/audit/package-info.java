/// What people and programs did, chained so that a change of it shows.
@NullMarked
package io.fumarole.campaign.audit;

import org.jspecify.annotations.NullMarked;
