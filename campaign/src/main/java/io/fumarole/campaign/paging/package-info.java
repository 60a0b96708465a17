/// Where a page of a list goes on.
@NullMarked
package io.fumarole.campaign.paging;

import org.jspecify.annotations.NullMarked;
