using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Areas;

namespace Gongji.Ledger.People.Enrolment;

/// <summary>What every role may know beside its state.</summary>
sealed record Facts(PersonNo Person, DateOnly Today, IPolicies Policies);

/// <summary>Decides how a person is enrolled, insured and in which networks.</summary>
static class Enrolling
{
    public static Answer<Enrolled> Decide(EnrolmentState state, Facts facts, Enrol command) =>
        Refuses(state, facts, command.Insurance) is { } refusal
            ? refusal
            : new Enrolled(facts.Person, command.Insurance, command.SealedIdentity);

    public static Answer<InsuranceChanged> Decide(EnrolmentState state, Facts facts, ChangeInsurance command) =>
        (RefusesStranger(state, facts) ?? Refuses(state, facts, command.Insurance)) is { } refusal
            ? refusal
            : new InsuranceChanged(command.Insurance);

    public static Answer<NetworksOrdered> Decide(EnrolmentState state, OrderNetworks command) =>
        command.Networks.Length == state.Networks.Count && command.Networks.ToHashSet().SetEquals(state.Networks)
            ? new NetworksOrdered(command.Networks)
            : Refusal.Of(PersonRefusal.NetworksDiffer, "networks", string.Join(' ', command.Networks));

    /// <summary>Why a person may not become a member of one more network.</summary>
    public static Refusal? RefusesToJoin(EnrolmentState state, Facts facts, NetworkId network, int? networksMax)
    {
        if (RefusesStranger(state, facts) is { } refusal)
        {
            return refusal;
        }
        return !state.Networks.Contains(network) && state.Networks.Count >= networksMax
            ? Refusal.Of(PersonRefusal.TooManyNetworks, "networks", $"{state.Networks.Count}")
            : null;
    }

    /// <summary>What it leads to that a binding is no more; null when that is known or a later one counts.</summary>
    /// <param name="wasMember">False when the person was to be a member and never was.</param>
    public static IGrainEvent? Leave(EnrolmentState state, NetworkId network, bool wasMember, int binding)
    {
        var last = state.Bindings.GetValueOrDefault(network.Value);
        var isListed = state.Networks.Contains(network);
        return binding < last || (binding == last && !isListed) ? null
            : isListed && wasMember ? new NetworkLeft(network, binding)
            : new JoiningUndone(network, binding);
    }

    public static Refusal? RefusesStranger(EnrolmentState state, Facts facts) => state.Person is null
        ? Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", facts.Person.Value)
        : null;

    static Refusal? Refuses(EnrolmentState state, Facts facts, Insurance insurance)
    {
        var day = insurance.From > facts.Today ? insurance.From : facts.Today;
        if (facts.Policies.For(insurance.Area, day) is null)
        {
            return Refusal.Of(PersonRefusal.AreaNotCovered, "insuplc_admdvs", insurance.Area.Value);
        }
        if (insurance is { SchemeOf: Scheme.Resident, AccountMode: { } mode })
        {
            return Refusal.Of(PersonRefusal.NoAccountInScheme, "accountMode", SnakeCase.Of(mode));
        }
        if (insurance is { Kind: not PersonKind.Retired, RetireeGroup: { } group })
        {
            return Refusal.Of(PersonRefusal.NoRetireeGroup, "retireeGroup", SnakeCase.Of(group));
        }
        return state.Insurances.Count > 0 && state.Insurances[^1].From > insurance.From
            ? Refusal.Of(PersonRefusal.ChangeBeforeInsurance, "from", insurance.From.ToString("O"))
            : null;
    }
}
