// The accounts of the browser tests, on the sample catalog.

/** Makes them all; each test that spends or buys has an account of its own. */
export async function people(api) {
  const members = (account, list) => Promise.all(list.map(([id, role, name, rest]) => api("PUT", `/v1/accounts/${account}/members/${id}`, { role, name, ...rest })));
  const business = async (id, rest, list) => {
    await api("POST", "/v1/accounts", { id, kind: "business", plan: "build", ...rest });
    await members(id, list);
  };
  const all = [["ada", "owner", "Ada"], ["ben", "admin", "Ben"], ["cleo", "author", "Cleo"], ["dora", "designer", "Dora"], ["vic", "viewer", "Vic"], ["abe", "accountant", "Abe"]];
  await business("acme", {}, all);
  await api("POST", "/v1/accounts/acme/grants", { kind: "promotional", credits: 500, reason: "Welcome" });
  await business("shop", { billing: { name: "Shop sp. z o.o.", country: "PL", email: "billing@shop.example" } }, all.slice(0, 3));
  await business("several", {}, all.slice(0, 1));
  await business("frail", {}, all.slice(0, 1));
  await business("asked", {}, all.slice(0, 1));
  await business("poor", {}, all.slice(0, 3));
  await api("POST", "/v1/accounts/poor/spends", { credits: 2496 });
  await business("newbie", { plan: "scale", status: "trial" }, [["tia", "owner", "Tia"]]);
  await business("veteran", { plan: "core-2021" }, [["leo", "owner", "Leo"]]);
  await api("POST", "/v1/accounts", { id: "studio", kind: "agency", plan: "optimize" });
  await api("POST", "/v1/accounts", { id: "studio-a", kind: "subaccount", parent: "studio" });
  await members("studio", [["mia", "main_owner", "Mia"], ["max", "main_admin", "Max"], ["sam", "subaccount_manager", "Sam", { subaccounts: ["studio-a"] }]]);
  await members("studio-a", [["zoe", "subaccount_owner", "Zoe"]]);
}
