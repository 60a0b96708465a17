import { lazy } from "react";
import { Route, Routes } from "react-router";
import { NotFound } from "./pages/NotFound";
import { Overview } from "./pages/Overview";

// What is looked at less often comes when it is asked for.
const Devices = lazy(() => import("./pages/Devices"));
const Device = lazy(() => import("./pages/Device"));
const Sessions = lazy(() => import("./pages/Sessions"));
const Session = lazy(() => import("./pages/Session"));
const Campaigns = lazy(() => import("./pages/Campaigns"));
const Campaign = lazy(() => import("./pages/Campaign"));
const NewCampaign = lazy(() => import("./pages/NewCampaign"));
const Releases = lazy(() => import("./pages/Releases"));
const Release = lazy(() => import("./pages/Release"));
const Audit = lazy(() => import("./pages/Audit"));
const Users = lazy(() => import("./pages/Users"));
const Webhooks = lazy(() => import("./pages/Webhooks"));
const Profiles = lazy(() => import("./pages/Profiles"));
const Profile = lazy(() => import("./pages/Profile"));

export function Pages() {
  return (
    <Routes>
      <Route path="/" element={<Overview />} />
      <Route path="/devices" element={<Devices />} />
      <Route path="/devices/:id" element={<Device />} />
      <Route path="/sessions" element={<Sessions />} />
      <Route path="/sessions/:key" element={<Session />} />
      <Route path="/campaigns" element={<Campaigns />} />
      <Route path="/campaigns/new" element={<NewCampaign />} />
      <Route path="/campaigns/:id" element={<Campaign />} />
      <Route path="/releases" element={<Releases />} />
      <Route path="/releases/:model/:version" element={<Release />} />
      <Route path="/audit" element={<Audit />} />
      <Route path="/users" element={<Users />} />
      <Route path="/webhooks" element={<Webhooks />} />
      <Route path="/profiles" element={<Profiles />} />
      <Route path="/profiles/:name" element={<Profile />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
