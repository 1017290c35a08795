using Gongji.Journal.Writing;
using Gongji.Policy.Areas;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Activation;

/// <summary>What the grains of a silo share.</summary>
/// <param name="Grains">How grains call one another. It does not ask again: whoever is in the middle of something
/// decides that for itself.</param>
sealed record SiloLedger(
    Lanes Lanes, IGrains Grains, IPolicies Policies, TimeProvider Time, ILogger<SiloLedger> Log);
