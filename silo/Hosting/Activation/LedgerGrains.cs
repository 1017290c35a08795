using Gongji.Client.Cluster;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.Rules;
using Gongji.Ledger.Visits;
using Orleans.Concurrency;

namespace Gongji.Hosting.Activation;

// The ledger's grains as Orleans runs them. Calls interleave where they wait, as on every host; what a call decides, it
// decides in one turn. The type of a grain is the kind in its key.

[Reentrant, GrainType("person")]
sealed class InsuredPersonGrain(LedgerActivation<PersonState> activation)
    : InsuredPerson(
        PersonNo.Of(activation.Id),
        activation.Book,
        activation.Ledger.Grains,
        activation.Ledger.Policies,
        activation.Ledger.Time),
    IInsuredPersonGrain, ILedgerGrain
{
    public LedgerActivation Activation => activation;
}

[Reentrant, GrainType("network")]
sealed class FamilyNetworkGrain(LedgerActivation<NetworkState> activation)
    : FamilyNetwork(
        NetworkId.Of(activation.Id),
        activation.Book,
        activation.Ledger.Grains,
        activation.Ledger.Policies,
        activation.Ledger.Time),
    IFamilyNetworkGrain, ILedgerGrain
{
    public LedgerActivation Activation => activation;
}

[Reentrant, GrainType("visit")]
sealed class VisitGrain(LedgerActivation<VisitState> activation)
    : Visit(VisitId.Of(activation.Id), activation.Book, activation.Ledger.Grains, activation.Ledger.Policies),
    IVisitGrain, ILedgerGrain
{
    public LedgerActivation Activation => activation;
}

[Reentrant, GrainType("institution")]
sealed class InstitutionGrain(LedgerActivation<InstitutionState> activation)
    : Institution(InstitutionCode.Of(activation.Id), activation.Book), IInstitutionGrain, ILedgerGrain
{
    public LedgerActivation Activation => activation;
}

[Reentrant, GrainType("credential")]
sealed class CredentialGrain(LedgerActivation<CredentialState> activation)
    : Credential(activation.Book, activation.Ledger.Grains), ICredentialGrain, ILedgerGrain
{
    public LedgerActivation Activation => activation;
}

[Reentrant, GrainType("policy")]
sealed class AreaRulesGrain(LedgerActivation<AreaRulesState> activation)
    : AreaRules(AreaCode.Of(activation.Id), activation.Book), IAreaRulesGrain, ILedgerGrain
{
    public LedgerActivation Activation => activation;
}
