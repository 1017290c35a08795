using Gongji.Families;
using Gongji.Ledger.Deliveries;

namespace Gongji.Ledger.Draws;

/// <summary>What stands is paid by what a network had granted for it.</summary>
/// <param name="Amount">What of it was used.</param>
public sealed record CaptureMessage(SettlementId Settlement, int Attempt, Money Amount) : Message(Settlement)
{
    /// <inheritdoc cref="Message.Name"/>
    public const string Says = "capture";

    /// <inheritdoc/>
    public override string Name => Says;

    /// <inheritdoc/>
    public override Task<Answer<Done>> SendTo(GrainKey grain, IGrains grains)
    {
        var network = NetworkId.Of(grain.Id);
        return grains.Network(network).Capture(new Capture(Settlement, Attempt, network, Amount));
    }
}

/// <summary>What stood is undone: a network's part goes back.</summary>
public sealed record ReturnMessage(SettlementId Settlement, Money Amount) : Message(Settlement)
{
    /// <inheritdoc cref="Message.Name"/>
    public const string Says = "return";

    /// <inheritdoc/>
    public override string Name => Says;

    /// <inheritdoc/>
    public override Task<Answer<Done>> SendTo(GrainKey grain, IGrains grains)
    {
        var network = NetworkId.Of(grain.Id);
        return grains.Network(network).Return(new Return(Settlement, network, Amount));
    }
}
