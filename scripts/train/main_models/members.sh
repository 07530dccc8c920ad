# The networks that main models are made of: name → changes to options.py. Sourced by run.sh.
variety='tempo=0.15 warp=0.10 colour_nepers=0.7 hiss_share=0.2 echo_share=0.2 telephone_share=0.1 early_share=0.35'
heads='dimensions_weight=0.5 voice_weight=0.2'
shape='shape.stem=16 shape.time_dilations=[1,2] shape.embedding=128'
grown='build/train/main_models/one/fold_{fold}'
declare -A members=(
  [one]="seed=11 epochs=80 $shape $variety $heads song_share=0.35"
  [two]="seed=12 epochs=80 $shape $variety $heads song_share=0.35"
  [three]="seed=13 epochs=80 $shape $variety $heads song_share=0.35 nemo_share=0.2 tess_share=0.1"
  # Member one, trained on: the mean of first-cnn and member one, which never heard the fold's actors either, is 70 % of its target.
  [s]="seed=21 epochs=40 peak_learning_rate=0.0015 $shape $variety $heads song_share=0.35 start_from=\"$grown\" teachers=[\"build/train/fold_{fold}\",\"$grown\"]"
)
