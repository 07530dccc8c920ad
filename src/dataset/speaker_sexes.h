#pragma once
#include <functional>
#include <map>
#include <string>

namespace emo {

// Sex by actor, for corpora whose names do not tell it (CREMA-D's VideoDemographics.csv): csv_mapping.h reads one.
using SexByActor = std::map<std::string, std::string, std::less<>>;

}  // namespace emo
