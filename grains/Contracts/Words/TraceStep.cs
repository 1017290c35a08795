namespace Gongji.Words;

/// <summary>One step of a decision: which rule of which version turned what into what.</summary>
/// <param name="Rule">Path of the rule in its pack, such as <c>benefits.outpatient.deductible</c>.</param>
/// <param name="Version">Version of the rules of the area that decided: its code, an at sign, a digest. Empty where no
/// area did, but what a funder said of a member.</param>
/// <param name="Input">What went in, as <c>name=value</c> pairs separated by spaces.</param>
/// <param name="Result">What came out.</param>
[GenerateSerializer, Immutable, Alias("gongji.trace_step")]
public sealed record TraceStep(string Rule, string Version, string Input, string Result);
