using Gongji.Journal.Life;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.Rules;
using Gongji.Ledger.Visits;
using Gongji.Policy.Areas;

namespace Gongji.Tests.Support.Mailbox;

/// <summary>What every grain reaches the world through.</summary>
sealed record GrainPorts(IGrains Grains, IPolicies Policies, TimeProvider Time);

/// <summary>Makes grains as a silo does.</summary>
static class GrainMaker
{
    public static object Make(GrainLife life, GrainPorts ports)
    {
        var (key, (grains, policies, time)) = (life.Key, ports);
        return key.Kind switch
        {
            GrainKind.Person =>
                new InsuredPerson(PersonNo.Of(key.Id), life.Open<PersonState>(time), grains, policies, time),
            GrainKind.Network =>
                new FamilyNetwork(NetworkId.Of(key.Id), life.Open<NetworkState>(time), grains, policies, time),
            GrainKind.Visit => new Visit(VisitId.Of(key.Id), life.Open<VisitState>(time), grains, policies),
            GrainKind.Institution => new Institution(InstitutionCode.Of(key.Id), life.Open<InstitutionState>(time)),
            GrainKind.Credential => new Credential(life.Open<CredentialState>(time), grains),
            GrainKind.Policy => new AreaRules(AreaCode.Of(key.Id), life.Open<AreaRulesState>(time)),
            null => throw new ArgumentException($"there is no kind of grain for {key}", nameof(life)),
        };
    }
}
