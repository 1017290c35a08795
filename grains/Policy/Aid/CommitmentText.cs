namespace Gongji.Policy.Aid;

/// <summary>A text that a funder signs instead of bringing papers (承诺书).</summary>
/// <param name="Version">What it is called by.</param>
/// <param name="Digest">Of its text: who has signed it can't be shown another.</param>
public sealed record CommitmentText(string Version, string Digest);
